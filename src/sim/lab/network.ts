import type { Distribution } from '../distributions/distribution.ts';

/** A small queueing network as data: `plimsoll.queue`, version 1. Times in s, rates per s. */
export interface QueueNetwork {
  readonly format: 'plimsoll.queue';
  readonly version: 1;
  readonly title: string;
  readonly description: string;
  readonly stations: Readonly<Record<string, Station>>;
  readonly classes: Readonly<Record<string, JobClass>>;
  readonly run: RunPlan;
}

/** In which order those that wait are served; PS shares the servers equally among all that are there. */
export type Discipline = 'FIFO' | 'LIFO' | 'random' | 'PS' | 'priority' | 'preemptive';

export interface Station {
  /** A whole number >= 1, or `infinite`: nobody waits. */
  readonly servers: number | 'infinite';
  readonly discipline: Discipline;
  /** Most jobs there, those in service included; later arrivals are lost. Null: no limit. */
  readonly capacity: number | null;
}

/** Jobs that make the same visits. */
export interface JobClass {
  readonly source: Source;
  /** At stations that serve by priority: 0 comes first. */
  readonly priority: number;
  /** Where its jobs begin; null: with the first of its visits. */
  readonly start: Next | null;
  readonly visits: Readonly<Record<string, Visit>>;
}

export type Source = OpenSource | ClosedSource | TraceSource;

/** Jobs that come from outside and leave. */
export interface OpenSource {
  readonly interarrival: Distribution;
}

/** A fixed population: each member thinks, makes its visits, and thinks again. */
export interface ClosedSource {
  readonly population: number;
  readonly think: Distribution;
}

/** Jobs as they were recorded, by time of arrival. */
export interface TraceSource {
  readonly trace: readonly TracedJob[];
}

/** `service_s` and `patience_s` replace what the visits say; where they are missing the visit's own hold. */
export interface TracedJob {
  readonly arrival_s: number;
  readonly service_s?: number | undefined;
  readonly patience_s?: number | undefined;
}

export interface Visit {
  readonly station: string;
  readonly service: Distribution;
  /** How long a job waits for service before it gives up and leaves; null: for ever. */
  readonly patience: Distribution | null;
  /** Keeps the server when the service ends, until a later visit that releases it or until the job leaves. */
  readonly hold: boolean;
  /** Stations whose servers, held since earlier visits, are given back when this visit ends. */
  readonly release: readonly string[];
  readonly next: Next;
}

/** A visit, `leave`, or the probability of each of several, summing to 1. */
export type Next = string | Readonly<Record<string, number>>;

export type RunPlan = SteadyState | Transient;

/** Long-run figures: what is measured begins after the warm-up. */
export interface SteadyState {
  readonly steady_state: {
    /** Jobs measured in each replication, those that leave unserved included. */
    readonly completions: number;
    /** Jobs left out before; `auto`: found by MSER-5 in pilot runs. */
    readonly warm_up: number | 'auto';
  };
}

/** From an empty system (closed classes: everybody thinks) on, nothing left out. */
export interface Transient {
  /** `until_empty` needs a network whose jobs all come from traces. */
  readonly transient: { readonly run_time_s: number | 'until_empty' };
}

/** Where a job goes that goes nowhere. */
export const LEAVE = 'leave';
