/** Which measurement would make the safe number of users surer. */
export interface Advice {
  readonly format: 'plimsoll.advice';
  readonly version: 1;
  readonly scenario: string;
  readonly seed: number;
  /** Id of the target that the answer is about. */
  readonly target: string;
  readonly parameterSets: number;
  /** The answer over the parameter sets: 95 % interval, and standard deviation in users. */
  readonly safeUsers: {
    readonly low: number;
    readonly median: number;
    readonly high: number;
    readonly deviation: number;
  };
  /** Most telling first. */
  readonly candidates: readonly {
    readonly id: string;
    readonly label: string;
    readonly command: string;
    /** Share of the answer's variance that it is expected to remove, 0..1. */
    readonly explained: number;
    /** Standard deviation that would be left, in users. */
    readonly deviation: number;
  }[];
}
