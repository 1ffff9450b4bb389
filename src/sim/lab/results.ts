import type { QuantileStore } from '../stats/quantileStore.ts';
import type { Outcome } from './traceRecord.ts';

/** One replication of a network, measured after its warm-up; null where nothing was measured, or for no time. Times in s, rates per s. */
export interface QueueRun {
  readonly seed: number;
  /** Simulated time that is measured, and at which the run ended. */
  readonly measured_s: number;
  readonly ended_s: number;
  readonly events: number;
  /** Jobs wait for ever: they hold servers that others of them wait for. A run without an end of time ends soon after. */
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
  readonly throughput_per_s: number | null;
  readonly meanInSystem: number | null;
  /** Shares of those that left. */
  readonly lossProbability: number | null;
  readonly renegeProbability: number | null;
  /** Of those that completed. */
  readonly meanResponse_s: number | null;
  readonly responses: QuantileStore;
  readonly visits: Readonly<Record<string, VisitRun>>;
  /** Of a class from a trace: each job that has come, in the order of arrival. */
  readonly jobs?: readonly TracedRun[];
}

/** Figures of one visit, or of all visits to a station. */
export interface VisitRun {
  readonly arrivals: number;
  readonly served: number;
  readonly lost: number;
  readonly reneged: number;
  /** Served per s. */
  readonly throughput_per_s: number | null;
  /** Shares of those that arrive. */
  readonly lossProbability: number | null;
  readonly renegeProbability: number | null;
  /** Of those that are not lost; null where servers are shared, so that nobody waits. */
  readonly waitProbability: number | null;
  /** Of those that are not lost, who give up included. */
  readonly meanWait_s: number | null;
  readonly waits: QuantileStore | null;
  /** From joining to the end of service. */
  readonly meanVisit_s: number | null;
  /** Where servers are shared: mean ratio of the time there to the time that it would take alone. */
  readonly slowdown: number | null;
}

export interface StationRun extends VisitRun {
  /** Share of the servers' time that they are taken, held ones included; null where they are infinite. */
  readonly utilisation: number | null;
  readonly meanBusy: number | null;
  readonly meanQueueLength: number | null;
  readonly meanInStation: number | null;
}

export interface TracedRun {
  /** Null: still there when the run ended. */
  readonly outcome: Outcome | null;
  readonly wait_s: number;
  readonly left_s: number | null;
}
