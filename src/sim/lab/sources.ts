import * as kernel from '../kernel/eventList.ts';
import type { StreamBank } from '../kernel/randomStreams.ts';
import * as codes from './codes.ts';
import type { CompiledNetwork } from './compile.ts';
import type { Jobs } from './jobs.ts';

// Here as well, so that V8 builds them into the code.
const { CLOSED, TRACED } = codes;
const { ACQUIRE } = kernel;

/** What the event list fires: `arrival` and `trace` with a class, `thought` with a job. */
export interface SourceCodes {
  readonly arrival: number;
  readonly trace: number;
  readonly thought: number;
}

/** Where jobs come from: arrivals, traces, and users that think. */
export class Sources {
  private readonly network: CompiledNetwork;
  private readonly events: kernel.EventList;
  private readonly jobs: Jobs;
  private readonly streams: StreamBank;
  private readonly codes: SourceCodes;
  /** By class: the place in its trace of the job that comes next. */
  private readonly traceAt: Int32Array;

  constructor(
    network: CompiledNetwork,
    events: kernel.EventList,
    jobs: Jobs,
    streams: StreamBank,
    codes: SourceCodes,
  ) {
    this.network = network;
    this.events = events;
    this.jobs = jobs;
    this.streams = streams;
    this.codes = codes;
    this.traceAt = new Int32Array(network.classNames.length);
    for (let c = 0; c < network.classNames.length; c++) this.start(c);
  }

  /** A job of an open class comes; the one after it is expected. */
  arrive(c: number): number {
    this.expectArrival(c);
    return this.jobs.take(c);
  }

  /** The next job of a trace comes; the one after it is expected. */
  arriveTraced(c: number): number {
    const at = this.traceAt[c]!++;
    this.expectTraced(c);
    const job = this.jobs.take(c);
    this.jobs.traced[job] = at;
    return job;
  }

  think(job: number): void {
    const pause = this.pause(this.jobs.jobClass[job]!);
    this.events.schedule(this.events.now + pause, ACQUIRE, this.codes.thought, job);
  }

  private start(c: number): void {
    const { source, population } = this.network;
    if (source[c] === CLOSED) {
      for (let i = 0; i < population[c]!; i++) this.think(this.jobs.take(c));
    } else if (source[c] === TRACED) {
      this.expectTraced(c);
    } else {
      this.expectArrival(c);
    }
  }

  private expectArrival(c: number): void {
    const pause = this.pause(c);
    this.events.schedule(this.events.now + pause, ACQUIRE, this.codes.arrival, c);
  }

  private expectTraced(c: number): void {
    const following = this.network.traces[c]![this.traceAt[c]!];
    if (following === undefined) return;
    this.events.schedule(following.arrival_s, ACQUIRE, this.codes.trace, c);
  }

  private pause(c: number): number {
    const { sampler, pause, pauseStream } = this.network;
    return sampler.sample(pause[c]!, this.streams, pauseStream[c]!);
  }
}
