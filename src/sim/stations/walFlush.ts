/**
 * The flush of PostgreSQL's write-ahead log: one at a time, shared by all commits that arrive before it begins. Who
 * arrives during a flush rides on the next one (group commit, semantics A18), so that a commit waits for one to two
 * flushes, however many there are.
 */
export class WalFlush {
  /** Duration of a flush, s; 0: none is waited for (`synchronous_commit` off). */
  readonly seconds: number;
  /** End of the flush under way, and of the one after it that somebody waits for. */
  private end = 0;
  private nextEnd = 0;

  constructor(seconds: number) {
    this.seconds = seconds;
  }

  /** A commit arrives at `now` (s, not before the last one); returns how long it waits until it is durable, s. */
  commit(now: number): number {
    if (now >= this.nextEnd) {
      this.end = now + this.seconds;
      this.nextEnd = this.end;
      return this.seconds;
    }
    if (now >= this.end) this.end = this.nextEnd;
    this.nextEnd = this.end + this.seconds;
    return this.nextEnd - now;
  }
}
