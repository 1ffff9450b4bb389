/** `stats_period`, s: over which `SHOW STATS` takes its averages. */
const STATS_PERIOD = 60;

/** Running totals; times in s. */
interface Totals {
  transactions: number;
  queries: number;
  assignments: number;
  transactionTime: number;
  queryTime: number;
  waitTime: number;
}

/** The row of `SHOW STATS` (semantics B22): counts, times in µs; averages are per s and µs per item over the last full period. */
export interface StatsRow {
  readonly database: string;
  readonly total_xact_count: number;
  readonly total_query_count: number;
  readonly total_server_assignment_count: number;
  readonly total_xact_time: number;
  readonly total_query_time: number;
  readonly total_wait_time: number;
  readonly avg_xact_count: number;
  readonly avg_query_count: number;
  readonly avg_server_assignment_count: number;
  readonly avg_xact_time: number;
  readonly avg_query_time: number;
  readonly avg_wait_time: number;
}

/** What PgBouncer counts of one pool. */
export class PoolCounters {
  private readonly totals = noTotals();
  /** Totals at the ends of the last two full periods. */
  private last = noTotals();
  private lastButOne = noTotals();
  private periods = 0;
  // By server: since when its transaction and its query have been going on, s; -1: not.
  private readonly transactionSince: number[] = [];
  private readonly querySince: number[] = [];

  /** A client has got a server, after `waited` s. */
  assigned(now: number, waited: number): void {
    this.roll(now);
    this.totals.assignments++;
    this.totals.waitTime += waited;
  }

  queryBegins(server: number, now: number): void {
    this.querySince[server] = now;
    if ((this.transactionSince[server] ?? -1) < 0) this.transactionSince[server] = now;
  }

  queryEnds(server: number, now: number): void {
    this.roll(now);
    this.totals.queries++;
    this.totals.queryTime += now - this.querySince[server]!;
  }

  /** Only if one is going on. */
  transactionEnds(server: number, now: number): void {
    const since = this.transactionSince[server] ?? -1;
    if (since < 0) return;
    this.roll(now);
    this.totals.transactions++;
    this.totals.transactionTime += now - since;
    this.transactionSince[server] = -1;
  }

  show(database: string, now: number): StatsRow {
    this.roll(now);
    const { totals, last, lastButOne } = this;
    const since = (key: keyof Totals): number => last[key] - lastButOne[key];
    const perSecond = (key: keyof Totals): number => Math.floor(since(key) / STATS_PERIOD);
    const perItem = (time: keyof Totals, count: keyof Totals): number =>
      since(count) === 0 ? 0 : micros(since(time) / since(count));
    return {
      database,
      total_xact_count: totals.transactions,
      total_query_count: totals.queries,
      total_server_assignment_count: totals.assignments,
      total_xact_time: micros(totals.transactionTime),
      total_query_time: micros(totals.queryTime),
      total_wait_time: micros(totals.waitTime),
      avg_xact_count: perSecond('transactions'),
      avg_query_count: perSecond('queries'),
      avg_server_assignment_count: perSecond('assignments'),
      avg_xact_time: perItem('transactionTime', 'transactions'),
      avg_query_time: perItem('queryTime', 'queries'),
      avg_wait_time: perItem('waitTime', 'queries'),
    };
  }

  /** Keeps the totals of each period that has ended. */
  private roll(now: number): void {
    const ended = Math.floor(now / STATS_PERIOD);
    if (ended === this.periods) return;
    this.lastButOne = ended === this.periods + 1 ? this.last : { ...this.totals };
    this.last = { ...this.totals };
    this.periods = ended;
  }
}

function noTotals(): Totals {
  return {
    transactions: 0,
    queries: 0,
    assignments: 0,
    transactionTime: 0,
    queryTime: 0,
    waitTime: 0,
  };
}

function micros(seconds: number): number {
  return Math.round(seconds * 1e6);
}
