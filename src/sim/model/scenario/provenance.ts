/** How well a setting is known. */
export type ProvenanceKind = 'measured' | 'fitted' | 'documented default' | 'guess';

/** Where the value of a setting comes from. */
export interface Provenance {
  readonly kind: ProvenanceKind;
  readonly source: string;
}

/**
 * Values of settings that are uncertain together: each of `values` is one equally likely set, in the order of `paths`. The
 * settings themselves hold `point`, the set that predictions without uncertainty use.
 */
export interface ParameterSets {
  readonly paths: readonly string[];
  readonly point: readonly number[];
  readonly values: readonly (readonly number[])[];
}
