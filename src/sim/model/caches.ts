import { StreamBank } from '../kernel/randomStreams.ts';
import type { Cached } from './scenario/endpoints.ts';

const HIT_RATIO_KEY = -1;

/**
 * Django's cache: in Redis one for all processes, else (LocMemCache) one in each of them. An entry is there from when it was
 * stored until its time is over; with a given hit ratio, chance decides instead.
 */
export class Caches {
  private readonly caches: readonly Cached[];
  private readonly shared: boolean;
  private readonly draws: StreamBank;
  /** By cache and process: until when each key is there. */
  private readonly until: Map<number, number>[][];

  /** `shared`: the cache is in Redis. `users`: streams of random numbers, one each. */
  constructor(caches: readonly Cached[], shared: boolean, users: number, seed: number) {
    this.caches = caches;
    this.shared = shared;
    this.draws = new StreamBank(seed, 'cache', users);
    this.until = caches.map(() => []);
  }

  /** A key for `user` to ask `cache` for. */
  key(cache: number, user: number): number {
    const { hit_ratio, keys } = this.caches[cache]!;
    if (hit_ratio !== null) return HIT_RATIO_KEY;
    return keys === 1 ? 0 : this.draws.below(user, keys);
  }

  /** Whether `key` is there at `now` (s). */
  has(cache: number, key: number, process: number, user: number, now: number): boolean {
    if (key === HIT_RATIO_KEY) return this.draws.uniform(user) < this.caches[cache]!.hit_ratio!;
    return (this.entries(cache, process).get(key) ?? -1) > now;
  }

  store(cache: number, key: number, process: number, now: number): void {
    if (key === HIT_RATIO_KEY) return;
    this.entries(cache, process).set(key, now + this.caches[cache]!.ttl_s);
  }

  /** A process ends, and what only it knew with it. */
  processEnded(process: number): void {
    if (!this.shared) for (const entries of this.until) delete entries[process];
  }

  private entries(cache: number, process: number): Map<number, number> {
    return (this.until[cache]![this.shared ? 0 : process] ??= new Map());
  }
}
