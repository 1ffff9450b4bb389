import { locustRank } from '../../sim/observe/locustRounding.ts';
import type { HistoryPoint, LocustRow, Measurement, Rounding } from '../../sim/study/results.ts';
import { type FailureCount, MOST_ENDPOINTS, type Tables } from '../importer.ts';
import { causeOf } from '../text/causes.ts';
import { fault, type Place } from '../text/fault.ts';
import { percentilesBy, rowWith } from '../text/rows.ts';
import { TimeCounts } from './timeCounts.ts';

/** One request as a tool recorded it. */
export interface Sample {
  readonly endpoint: string;
  /** Start of the request, ms since 1970. */
  readonly startMs: number;
  readonly ms: number;
  readonly ok: boolean;
  readonly status: number | null;
  readonly error: string;
}

const MOST_FAILURES = 10_000;
/** s: a week. */
const LONGEST_RUN = 604_800;
/** s without a request or back in time that two runs in one file show by. */
const GAP = 3600;

interface Second {
  requests: number;
  failures: number;
  users: number | null;
}

/**
 * Single requests, counted: exact counts, averages and extremes, percentiles of times to four digits, in memory that does
 * not grow with the number of requests.
 */
export class Tally {
  private readonly endpoints = new Map<string, TimeCounts>();
  private readonly failures = new Map<
    string,
    { -readonly [Key in keyof FailureCount]: FailureCount[Key] }
  >();
  private readonly all = new TimeCounts();
  private readonly seconds = new Map<number, Second>();
  private firstMs = Number.POSITIVE_INFINITY;
  private lastMs = Number.NEGATIVE_INFINITY;
  private mostUsers = 0;
  private mostUsersAtMs = 0;

  /** Counts a request. Throws for one that cannot be of the same run as those before. */
  add(sample: Sample, place: Place): void {
    const { endpoint, startMs, ms, ok } = sample;
    this.mustFit(startMs, place);
    let counts = this.endpoints.get(endpoint);
    if (counts === undefined) {
      if (this.endpoints.size >= MOST_ENDPOINTS) {
        throw fault(
          place,
          `is endpoint number ${MOST_ENDPOINTS + 1}; accepted: requests grouped by name, up to ${MOST_ENDPOINTS} names`,
        );
      }
      this.endpoints.set(endpoint, (counts = new TimeCounts()));
    }
    counts.add(ms, ok);
    this.all.add(ms, ok);
    const second = this.secondOf(startMs);
    second.requests++;
    if (!ok) {
      second.failures++;
      this.addFailure(sample);
    }
    this.firstMs = Math.min(this.firstMs, startMs);
    this.lastMs = Math.max(this.lastMs, startMs + ms);
  }

  /** The number of users at a time. */
  users(atMs: number, users: number): void {
    if (users > this.mostUsers) {
      this.mostUsers = users;
      this.mostUsersAtMs = atMs;
    }
    const second = this.secondOf(atMs);
    second.users = Math.max(second.users ?? 0, users);
  }

  get requests(): number {
    return this.all.requests;
  }

  get date(): string {
    return new Date(this.firstMs).toISOString().slice(0, 10);
  }

  /** s between the first start and the last end. */
  get windowS(): number {
    return Math.max(0.001, (this.lastMs - this.firstMs) / 1000);
  }

  get configuration(): Partial<Measurement['configuration']> {
    const rampS = (this.mostUsersAtMs - this.firstMs) / 1000;
    return {
      runTimeS: Number(this.windowS.toPrecision(6)),
      ...(this.mostUsers >= 1 && { users: this.mostUsers }),
      ...(this.mostUsers >= 1 && {
        spawnRate: rampS >= 1 ? Number((this.mostUsers / rampS).toPrecision(3)) : this.mostUsers,
      }),
    };
  }

  tables(rounding: Rounding): Tables {
    return {
      rounding,
      rows: [...this.endpoints].map(([name, counts]) => this.row(name, counts)),
      aggregated: this.row('Aggregated', this.all),
    };
  }

  get failureCounts(): FailureCount[] {
    return [...this.failures.values()];
  }

  /** A point for each second from the first to the last request. */
  get history(): HistoryPoint[] {
    const first = Math.floor(this.firstMs / 1000);
    let users: number | null = null;
    return [...this.seconds]
      .filter(([second]) => second >= first)
      .sort(([a], [b]) => a - b)
      .map(([second, counts]) => {
        users = counts.users ?? users;
        return {
          atS: second - first,
          users,
          requestsPerS: counts.requests,
          failuresPerS: counts.failures,
          p50Ms: null,
          p95Ms: null,
        };
      });
  }

  private mustFit(startMs: number, place: Place): void {
    if (this.all.requests === 0) return;
    const before = (this.firstMs - startMs) / 1000;
    const after = (startMs - this.lastMs) / 1000;
    if (before > GAP || after > GAP) {
      throw fault(
        place,
        `is ${Math.round(Math.max(before, after))} s away from all requests before it: these seem to be two runs; accepted: one run per file`,
      );
    }
  }

  private secondOf(ms: number): Second {
    const key = Math.floor(ms / 1000);
    let second = this.seconds.get(key);
    if (second === undefined && this.seconds.size < LONGEST_RUN) {
      this.seconds.set(key, (second = { requests: 0, failures: 0, users: null }));
    }
    return second ?? { requests: 0, failures: 0, users: null };
  }

  private addFailure({ endpoint, status, error }: Sample): void {
    const text = error.slice(0, 300).replaceAll(/\d{5,}/g, 'N');
    const key = JSON.stringify([endpoint, status, text]);
    const known = this.failures.get(key);
    if (known !== undefined) known.failures++;
    else if (this.failures.size < MOST_FAILURES) {
      const cause = causeOf(text, status);
      this.failures.set(key, {
        endpoint,
        failures: 1,
        status,
        error: text,
        ...(cause !== null && { cause }),
      });
    }
  }

  private row(name: string, counts: TimeCounts): LocustRow {
    const { requests, failures } = counts;
    const percentile = (p: number): number | null =>
      requests === 0 ? null : counts.fromTop(locustRank(requests, p));
    return rowWith({
      name,
      requests,
      failures,
      avgMs: counts.mean,
      minMs: counts.min,
      maxMs: counts.max,
      medianMs: percentile(0.5),
      ...percentilesBy((p) => percentile(p / 100)),
      p100Ms: counts.max,
      rps: requests / this.windowS,
    });
  }
}
