import type { PgBouncer as Settings } from '../scenario/pgbouncer.ts';

/** How many servers one pool has at least and at most. */
export class PoolLimits {
  /** `default_pool_size`; Infinity: no limit (semantics B4). */
  readonly size: number;
  /** `max_db_connections` and `max_user_connections`: with one pool the same limit (semantics B7). */
  private readonly cap: number;
  private readonly least: number;
  private readonly withReserve: number;
  private readonly patience: number;

  constructor(settings: Settings) {
    this.size = orUnlimited(settings.default_pool_size);
    this.cap = Math.min(
      orUnlimited(settings.max_db_connections),
      orUnlimited(settings.max_user_connections),
    );
    this.least = Math.min(settings.min_pool_size, this.size, this.cap);
    this.withReserve = this.size + settings.reserve_pool_size;
    this.patience = settings.reserve_pool_timeout;
  }

  /** Whether `servers` are fewer than `min_pool_size` (semantics B5). */
  isShort(servers: number): boolean {
    return servers < this.least;
  }

  /** Whether a cap leaves room for one more beside `servers` (semantics B7). */
  hasRoom(servers: number): boolean {
    return servers < this.cap;
  }

  /** Whether a first client that has waited for `waited` s gets one more, if need be from the reserve (semantics B6). */
  grantsMore(servers: number, waited: number): boolean {
    if (servers < this.size) return true;
    return this.patience > 0 && servers < this.withReserve && waited >= this.patience;
  }
}

function orUnlimited(setting: number): number {
  return setting === 0 ? Infinity : setting;
}
