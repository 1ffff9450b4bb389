const WINDOW = 10;

/** Finds the ten seconds in which a running total grew most. */
export class BusiestWindow {
  /** Growth per s in the busiest window so far; of the whole time while that is shorter than the window. */
  share = 0;
  private readonly times: number[] = [0];
  private readonly totals: number[] = [0];

  /** The total is `total` at `time` (s); times ascend from 0, where the total is 0. */
  add(time: number, total: number): void {
    this.times.push(time);
    this.totals.push(total);
    if (this.times.length > WINDOW + 1) {
      this.times.shift();
      this.totals.shift();
    }
    const span = Math.max(time - this.times[0]!, 1e-9);
    const full = this.times.length > WINDOW;
    const share = (total - this.totals[0]!) / span;
    this.share = full ? Math.max(this.share, share) : share;
  }
}
