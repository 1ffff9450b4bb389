/** Response times of one endpoint: exact but for percentiles, which are of times to four digits. */
export class TimeCounts {
  requests = 0;
  failures = 0;
  private sum = 0;
  private least = Number.POSITIVE_INFINITY;
  private most = Number.NEGATIVE_INFINITY;
  private readonly counts = new Map<number, number>();
  private sorted: readonly (readonly [ms: number, count: number])[] | null = null;

  add(ms: number, ok: boolean): void {
    this.requests++;
    if (!ok) this.failures++;
    this.sum += ms;
    this.least = Math.min(this.least, ms);
    this.most = Math.max(this.most, ms);
    const kept = fourDigits(ms);
    this.counts.set(kept, (this.counts.get(kept) ?? 0) + 1);
    this.sorted = null;
  }

  get mean(): number | null {
    return this.requests === 0
      ? null
      : Math.min(this.most, Math.max(this.least, this.sum / this.requests));
  }

  get min(): number | null {
    return this.requests === 0 ? null : this.least;
  }

  get max(): number | null {
    return this.requests === 0 ? null : this.most;
  }

  /** The time that comes `rank`-th from the largest, which is 1. */
  fromTop(rank: number): number {
    this.sorted ??= [...this.counts].sort(([a], [b]) => b - a);
    let seen = 0;
    for (const [ms, count] of this.sorted) {
      seen += count;
      if (seen >= rank) return Math.min(this.most, Math.max(this.least, ms));
    }
    return this.least;
  }
}

/** Whole ms below 10,000 stay as they are. */
function fourDigits(ms: number): number {
  if (ms < 0.01) return 0;
  const unit = 10 ** (Math.floor(Math.log10(ms)) - 3);
  return unit >= 1
    ? Math.round(ms / unit) * unit
    : Math.round(ms * Math.round(1 / unit)) / Math.round(1 / unit);
}
