import type { Scenario } from './scenario.ts';
import type { Throttle } from './scenario/django.ts';

const periods: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** The number and the period in s of a rate of Django REST framework, `100/hour`; only its first letter counts. */
export function parseRate(rate: string): { readonly requests: number; readonly seconds: number } {
  const [requests, period] = rate.split('/');
  return { requests: Number(requests), seconds: periods[period![0]!]! };
}

/**
 * Throttles of Django REST framework (semantics C26): for each client address or user the times of the requests let through
 * in the last period, no more than the rate allows. A request that is turned away does not count. They live in Django's
 * cache, so that without Redis each process counts for itself.
 */
export class Throttles {
  private readonly throttles: readonly Throttle[];
  private readonly shared: boolean;
  private readonly addresses: number;
  private readonly processes: number;
  /** By throttle, then by key: times of the last requests let through, as a ring, and the place of the oldest. */
  private readonly histories: Map<number, { readonly times: Float64Array; oldest: number }>[];

  constructor({ django, redis, workload }: Scenario, processes: number) {
    this.throttles = django.throttles;
    this.shared = redis !== null;
    this.addresses = workload.client_addresses;
    this.processes = processes;
    this.histories = this.throttles.map(() => new Map());
  }

  /**
   * Whether a request of `user` in `process` at `now` (s) is turned away by throttle `index`; else it counts. `known`: the user
   * has a token.
   */
  refuses(index: number, user: number, known: boolean, process: number, now: number): boolean {
    const { rate, scope } = this.throttles[index]!;
    if (scope === 'anon' && known) return false;
    const { requests, seconds } = parseRate(rate);
    if (requests === 0) return true;
    // Users without a token go by their address.
    const client = known ? this.addresses + user : user % this.addresses;
    const key = client * this.processes + (this.shared ? 0 : process);
    const histories = this.histories[index]!;
    let history = histories.get(key);
    if (history === undefined) {
      history = { times: new Float64Array(requests).fill(-Infinity), oldest: 0 };
      histories.set(key, history);
    }
    const { times, oldest } = history;
    if (times[oldest]! > now - seconds) return true;
    times[oldest] = now;
    history.oldest = (oldest + 1) % requests;
    return false;
  }
}
