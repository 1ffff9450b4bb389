/** How far a run has come. */
export interface RunProgress {
  /** Share of what it goes through that is behind it, 0..1; 0 where its end is not known beforehand. */
  readonly share: number;
  /** Time simulated, s. */
  readonly time_s: number;
}

/** A result that is worked out piece by piece, so that whoever waits for it can tell how far it is, or have enough of it. */
export type Pieces<Result> = Generator<RunProgress, Result, void>;

/** Works out all pieces at once. */
export function whole<Result>(pieces: Iterator<unknown, Result>): Result {
  for (let step = pieces.next(); ; step = pieces.next()) if (step.done === true) return step.value;
}
