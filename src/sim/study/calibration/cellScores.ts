import { normalQuantile } from '../../stats/normal.ts';

/**
 * One printed cell on a normal scale: a value is worth the normal quantile of its rank among the values that a population of
 * runs printed. Ties share their middle rank, so that a printed number counts as the interval which it stands for; values
 * that no run printed are interpolated, and beyond the extremes end there, so that a cell out of reach cannot dominate.
 */
export class CellScores {
  /** Distinct values in ascending order. */
  private readonly values: Float64Array;
  private readonly scores: Float64Array;

  /** `printed`: at least one value, none of them NaN. */
  constructor(printed: Float64Array) {
    const sorted = Float64Array.from(printed).sort();
    const n = sorted.length;
    const values: number[] = [];
    const scores: number[] = [];
    for (let from = 0; from < n;) {
      let to = from + 1;
      while (to < n && sorted[to] === sorted[from]) to++;
      values.push(sorted[from]!);
      scores.push(normalQuantile((from + to) / (2 * n)));
      from = to;
    }
    this.values = Float64Array.from(values);
    this.scores = Float64Array.from(scores);
  }

  /** Whether all runs printed the same: such a cell tells nothing. */
  get constant(): boolean {
    return this.values.length === 1;
  }

  of(value: number): number {
    const { values, scores } = this;
    let low = 0;
    let high = values.length - 1;
    if (value <= values[low]!) return scores[low]!;
    if (value >= values[high]!) return scores[high]!;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (values[middle]! <= value) low = middle;
      else high = middle;
    }
    const share = (value - values[low]!) / (values[high]! - values[low]!);
    return scores[low]! + share * (scores[high]! - scores[low]!);
  }
}
