import type { CeleryUse } from '../../model/celery.ts';
import type { CauseCounts } from '../../model/failures.ts';
import type { LocustRow } from '../../observe/locustRow.ts';

/** What came out of one replication. */

export interface EndpointRun extends LocustRow {
  readonly failuresByCause: CauseCounts;
  /** Requests in flight when the run ended; in no statistic (semantics F18, M12). */
  readonly unfinished: number;
}

/** One replication. */
export interface RunSummary {
  readonly seed: number;
  readonly users: number;
  /** Endpoints in the order of the scenario; those never asked for are present with 0 requests. */
  readonly endpoints: readonly EndpointRun[];
  readonly aggregated: EndpointRun;
  readonly connections: ConnectionUse;
  readonly busy: BusyShares;
  /** null: the scenario has no Celery. */
  readonly celery: CeleryUse | null;
  /** Error texts as the application would log them, with their number. */
  readonly errors: Readonly<Record<string, number>>;
  /** Events that the kernel fired. */
  readonly events: number;
}

/** Busy share, 0..1, in the busiest ten seconds of the run: what limits when nothing is refused. */
export interface BusyShares {
  /** Cores of the web machine. */
  readonly cpu: number;
  /** Interpreter locks, mean over the Python processes. */
  readonly interpreter: number;
  /** Share of all CPU work of the run that was password hashes. */
  readonly hashing: number;
}

export interface ConnectionUse {
  /** Slots that the application's role may take (semantics A3). */
  readonly limit: number;
  /** Most slots taken at once, slots of others included. */
  readonly max: number;
  /** Time-weighted mean of slots taken. */
  readonly mean: number;
  /** s that each value of `perSecond` stands for: 1 in runs of up to an hour, so that longer ones stay bounded. */
  readonly everyS: number;
  /** Most slots taken in each second (each `everyS` seconds) of the run. */
  readonly perSecond: readonly number[];
}
