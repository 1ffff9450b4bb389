export type Outcome = 'served' | 'lost' | 'reneged';

/** What became of each job of a trace, in the order of arrival. */
export class TraceRecord {
  readonly outcomes: (Outcome | null)[];
  /** s; 0 until it waits. */
  readonly waits: Float64Array;
  /** s; NaN while it is still there. */
  readonly leftAt: Float64Array;

  constructor(jobs: number) {
    this.outcomes = Array.from({ length: jobs }, () => null);
    this.waits = new Float64Array(jobs);
    this.leftAt = new Float64Array(jobs).fill(Number.NaN);
  }

  exit(job: number, outcome: Outcome, now: number): void {
    this.outcomes[job] = outcome;
    this.leftAt[job] = now;
  }
}
