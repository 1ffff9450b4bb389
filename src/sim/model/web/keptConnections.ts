/**
 * Idle keep-alive connections of one server, by user: the process that holds each, and until when. Kept in the order in
 * which they run out, which is the order in which they fell idle, as all are kept for the same time.
 */
export class KeptConnections {
  private readonly keepalive: number;
  private readonly holder: Int32Array;
  private readonly until: Float64Array;
  private readonly before: Int32Array;
  private readonly after: Int32Array;
  private first = -1;
  private last = -1;

  /** `keepalive` in s. */
  constructor(users: number, keepalive: number) {
    this.keepalive = keepalive;
    this.holder = new Int32Array(users).fill(-1);
    this.until = new Float64Array(users);
    this.before = new Int32Array(users);
    this.after = new Int32Array(users);
  }

  /** When the first one runs out; Infinity when none is kept. */
  get nextEnd(): number {
    return this.first < 0 ? Infinity : this.until[this.first]!;
  }

  keep(user: number, process: number, now: number): void {
    this.holder[user] = process;
    this.until[user] = now + this.keepalive;
    this.before[user] = this.last;
    this.after[user] = -1;
    if (this.last < 0) this.first = user;
    else this.after[this.last] = user;
    this.last = user;
  }

  /** The process that holds the user's idle connection, which is not idle any longer; -1: there is none. */
  take(user: number): number {
    const process = this.holder[user]!;
    if (process < 0) return -1;
    this.holder[user] = -1;
    const before = this.before[user]!;
    const after = this.after[user]!;
    if (before < 0) this.first = after;
    else this.after[before] = after;
    if (after < 0) this.last = before;
    else this.before[after] = before;
    return process;
  }

  /** A user whose connection has run out by `now`; -1: none. */
  expired(now: number): number {
    return this.first >= 0 && this.until[this.first]! <= now ? this.first : -1;
  }

  /** Users whose idle connections `process` holds. */
  *heldBy(process: number): Generator<number> {
    for (let user = this.first; user >= 0;) {
      const next = this.after[user]!;
      if (this.holder[user] === process) yield user;
      user = next;
    }
  }
}
