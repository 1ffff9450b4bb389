/** The measured run that everything is held against, by its names in the library; the seed of every study that the screens start. */
export const BASELINE = { measurement: 'nov8', scenario: 'nov8', seed: 1 } as const;
