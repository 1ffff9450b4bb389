import type { PgBouncer as Settings } from '../scenario/pgbouncer.ts';

/** What decides when a server connection that nobody uses is closed. */
type Ages = Pick<
  Settings,
  'server_idle_timeout' | 'server_lifetime' | 'server_round_robin' | 'min_pool_size'
>;

/**
 * The server connections of one pool. Idle ones are taken last in, first out (semantics B11), so that a few stay hot while
 * the others grow old and are closed by `server_idle_timeout` and `server_lifetime` (B13).
 */
export class Servers {
  /** Connected ones, idle or in use. */
  count = 0;
  /** By server: when its login was over, and since when it has been idle; s. */
  private readonly connectedAt: number[] = [];
  private readonly serial: number[] = [];
  private readonly idleSince: number[] = [];
  /** Idle servers; the one that has been idle for longest comes first. */
  private readonly idle: number[] = [];
  private readonly free: number[] = [];
  private readonly ages: Ages;
  private lastSerial = 0;
  /** Lifetimes are not ended all at once: not before this time, s. */
  private nextLifetimeEnd = 0;

  constructor(ages: Ages) {
    this.ages = ages;
  }

  /** Servers that wait for a client. */
  get idleCount(): number {
    return this.idle.length;
  }

  /** Idle servers that have been idle for longer than `seconds`. */
  idleFor(seconds: number, now: number): number {
    return this.idle.filter((server) => now - this.idleSince[server]! > seconds).length;
  }

  /** Tells servers of the same number apart. */
  serialOf(server: number): number {
    return this.serial[server]!;
  }

  /** A login is over; returns the number of the new server. */
  opened(now: number): number {
    const server = this.free.pop() ?? this.connectedAt.length;
    this.connectedAt[server] = now;
    this.serial[server] = ++this.lastSerial;
    this.count++;
    return server;
  }

  /** `server`, which is not idle, has been closed. */
  closed(server: number): void {
    this.free.push(server);
    this.count--;
  }

  /** An idle server, or -1. */
  take(): number {
    if (this.idle.length === 0) return -1;
    return this.ages.server_round_robin ? this.idle.shift()! : this.idle.pop()!;
  }

  putBack(server: number, now: number): void {
    this.idleSince[server] = now;
    this.idle.push(server);
  }

  /** Whether `server` is closed for its age: ends of lifetimes keep a distance of `server_lifetime` / pool size. */
  endsLifetime(server: number, now: number, poolSize: number): boolean {
    const { server_lifetime } = this.ages;
    if (server_lifetime === 0 || now - this.connectedAt[server]! < server_lifetime) return false;
    if (now < this.nextLifetimeEnd) return false;
    this.nextLifetimeEnd = now + (poolSize < Infinity ? server_lifetime / poolSize : 0);
    return true;
  }

  /** Takes one idle server out that is to be closed; -1 when there is none. */
  takeOverdue(now: number, poolSize: number): number {
    const { server_idle_timeout, min_pool_size } = this.ages;
    for (const [at, server] of this.idle.entries()) {
      const unused =
        server_idle_timeout > 0 &&
        now - this.idleSince[server]! > server_idle_timeout &&
        this.count > min_pool_size;
      if (unused || this.endsLifetime(server, now, poolSize)) {
        this.idle.splice(at, 1);
        return server;
      }
    }
    return -1;
  }

  /** When the first idle server becomes overdue, s; Infinity when none ever does. */
  nextOverdue(): number {
    const { server_idle_timeout, server_lifetime, min_pool_size } = this.ages;
    let due = Infinity;
    if (server_idle_timeout > 0 && this.count > min_pool_size && this.idle.length > 0) {
      due = this.idleSince[this.idle[0]!]! + server_idle_timeout;
    }
    if (server_lifetime > 0) {
      for (const server of this.idle) {
        due = Math.min(
          due,
          Math.max(this.connectedAt[server]! + server_lifetime, this.nextLifetimeEnd),
        );
      }
    }
    return due;
  }
}
