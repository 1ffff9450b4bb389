import type { Outcome } from './traceRecord.ts';

/** One replication of a network. Times in s, rates per s; null where nothing was measured. */
export interface QueueRun {
  readonly seed: number;
  /** Simulated time that is measured, and at which the run ended. */
  readonly measured_s: number;
  readonly ended_s: number;
  readonly events: number;
  /** Jobs wait, and nothing will ever happen again: they hold what the others need. */
  readonly deadlocked: boolean;
  readonly classes: Readonly<Record<string, ClassRun>>;
  readonly stations: Readonly<Record<string, StationRun>>;
}

export interface ClassRun {
  /** Jobs that began while measured, and what became of all that were there: began + insideAtStart = the other four. */
  readonly arrivals: number;
  readonly insideAtStart: number;
  readonly completed: number;
  readonly lost: number;
  readonly reneged: number;
  readonly inside: number;
  /** Completed per s. */
  readonly throughput: number;
  readonly meanInSystem: number;
  readonly meanResponse: number | null;
  readonly p50Response: number | null;
  readonly p95Response: number | null;
  readonly p99Response: number | null;
  readonly visits: Readonly<Record<string, VisitRun>>;
  /** Of a class from a trace: each job, in the order of arrival. */
  readonly jobs?: readonly TracedRun[];
}

/** Figures of one visit, or of all visits to a station. */
export interface VisitRun {
  readonly arrivals: number;
  readonly served: number;
  readonly lost: number;
  readonly reneged: number;
  /** Served per s. */
  readonly throughput: number;
  readonly lossProbability: number | null;
  readonly renegeProbability: number | null;
  /** Of those that are not lost. */
  readonly waitProbability: number | null;
  /** Of those that are not lost, who give up included. */
  readonly meanWait: number | null;
  readonly p95Wait: number | null;
  readonly p99Wait: number | null;
  /** From joining to the end of service. */
  readonly meanVisit: number | null;
  /** Where servers are shared: mean ratio of the time there to the time that it would take alone. */
  readonly slowdown: number | null;
}

export interface StationRun extends VisitRun {
  /** Share of the servers' time that they are taken, held ones included; null where they are infinite. */
  readonly utilisation: number | null;
  readonly meanBusy: number;
  readonly meanQueueLength: number;
  readonly meanInStation: number;
}

export interface TracedRun {
  /** Null: still there when the run ended. */
  readonly outcome: Outcome | null;
  readonly wait: number;
  readonly left: number | null;
}
