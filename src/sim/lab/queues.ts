import * as kernel from '../kernel/eventList.ts';
import type { StreamBank } from '../kernel/randomStreams.ts';
import { WaitingLine } from '../stations/waitingLine.ts';
import * as codes from './codes.ts';
import type { CompiledNetwork } from './compile.ts';
import type { Jobs } from './jobs.ts';
import type { TracedJob } from './network.ts';
import type { Tally } from './tally.ts';
import type { TraceRecord } from './traceRecord.ts';

// Here as well, so that V8 builds them into the code.
const { FIFO, LIFO, PREEMPTIVE, PRIORITY, RANDOM } = codes;
const { ACQUIRE } = kernel;

/** Servers and waiting lines of all stations, and what jobs bring along: their service and their patience. */
export class Queues {
  /** By station: servers taken, those held for later included; where servers are shared, jobs. */
  readonly busy: Int32Array;
  /** By station: jobs that wait. */
  readonly waiting: Int32Array;

  readonly network: CompiledNetwork;
  readonly events: kernel.EventList;
  readonly jobs: Jobs;
  readonly tally: Tally;
  private readonly streams: StreamBank;
  private readonly traces: readonly TraceRecord[];
  private readonly impatientCode: number;
  /** By station and level of priority. */
  private readonly lines: readonly WaitingLine[];

  /** At the end of the patience of a job `events` fires `impatientCode` with it. */
  constructor(
    network: CompiledNetwork,
    events: kernel.EventList,
    jobs: Jobs,
    tally: Tally,
    streams: StreamBank,
    traces: readonly TraceRecord[],
    impatientCode: number,
  ) {
    this.network = network;
    this.events = events;
    this.jobs = jobs;
    this.tally = tally;
    this.streams = streams;
    this.traces = traces;
    this.impatientCode = impatientCode;
    const stations = network.stationNames.length;
    this.busy = new Int32Array(stations);
    this.waiting = new Int32Array(stations);
    this.lines = Array.from(
      { length: stations * network.levels },
      () => new WaitingLine(jobs.links),
    );
  }

  /** The jobs that wait at station `s`. */
  *waitingAt(s: number): Generator<number> {
    const { levels } = this.network;
    for (let level = 0; level < levels; level++) yield* this.lines[s * levels + level]!.jobs();
  }

  takeServer(s: number): void {
    this.busy[s]!++;
    this.tally.busyArea[s]! -= this.events.now;
  }

  freeServer(s: number): void {
    this.busy[s]!--;
    this.tally.busyArea[s]! += this.events.now;
  }

  /** Service that a job needs in `visit`, s. */
  demand(job: number, visit: number): number {
    const { anyTraced, sampler, service, serviceStream } = this.network;
    if (anyTraced && this.jobs.traced[job]! >= 0) {
      const recorded = this.recorded(job, visit).service_s;
      if (recorded !== undefined) return recorded;
    }
    return sampler.sample(service[visit]!, this.streams, serviceStream[visit]!);
  }

  /** A job joins the end of its line. */
  join(job: number, s: number): void {
    this.line(s, job).push(job);
    this.beginWait(s);
  }

  /** A job that was interrupted comes before all others of its line. */
  joinFirst(job: number, s: number): void {
    this.line(s, job).unshift(job);
    this.beginWait(s);
  }

  /** The job that is served next leaves its line and becomes patient; only while somebody waits. */
  next(s: number): number {
    const job = this.pick(s);
    this.endWait(s);
    if (this.network.anyImpatient) this.stopTimer(job);
    return job;
  }

  /** A job leaves its line because its patience has ended. */
  giveUp(job: number, s: number): void {
    this.jobs.timer[job] = -1;
    this.line(s, job).remove(job);
    this.endWait(s);
  }

  stopTimer(job: number): void {
    const timer = this.jobs.timer[job]!;
    if (timer < 0) return;
    this.events.cancel(timer);
    this.jobs.timer[job] = -1;
  }

  expectImpatience(job: number, visit: number): void {
    if (this.network.patience[visit]! < 0 && this.jobs.traced[job]! < 0) return;
    const patience = this.patience(job, visit);
    if (patience === Infinity) return;
    const { now } = this.events;
    this.jobs.timer[job] = this.events.schedule(now + patience, ACQUIRE, this.impatientCode, job);
  }

  /** Counts the wait of a job that is not lost, which ended in service or by giving up. */
  countDelay(job: number, visit: number, wait: number): void {
    const { tally } = this;
    tally.waited[visit]!++;
    tally.waitSum[visit]! += wait;
    tally.waits[visit]!.add(wait);
    if (!this.network.anyTraced) return;
    const traced = this.jobs.traced[job]!;
    if (traced >= 0) this.traces[this.jobs.jobClass[job]!]!.waits[traced]! += wait;
  }

  private beginWait(s: number): void {
    this.waiting[s]!++;
    this.tally.queueArea[s]! -= this.events.now;
  }

  private endWait(s: number): void {
    this.waiting[s]!--;
    this.tally.queueArea[s]! += this.events.now;
  }

  private line(s: number, job: number): WaitingLine {
    const { anyPriority, levels } = this.network;
    return this.lines[s * levels + (anyPriority ? this.levelAt(s, job) : 0)]!;
  }

  private levelAt(s: number, job: number): number {
    const { discipline, level } = this.network;
    const d = discipline[s]!;
    return d === PRIORITY || d === PREEMPTIVE ? level[this.jobs.jobClass[job]!]! : 0;
  }

  private pick(s: number): number {
    const { discipline, levels } = this.network;
    return discipline[s] === FIFO ? this.lines[s * levels]!.shift() : this.pickOther(s);
  }

  private pickOther(s: number): number {
    const { network } = this;
    const first = s * network.levels;
    const d = network.discipline[s]!;
    const line = this.lines[first]!;
    if (d === LIFO || d === RANDOM) {
      const job =
        d === LIFO ? line.last : line.at(this.streams.below(network.pickStream[s]!, line.length));
      line.remove(job);
      return job;
    }
    let at = first;
    while (this.lines[at]!.length === 0) at++;
    return this.lines[at]!.shift();
  }

  /** How long a job is ready to wait, s. */
  private patience(job: number, visit: number): number {
    const recorded = this.jobs.traced[job]! < 0 ? undefined : this.recorded(job, visit).patience_s;
    if (recorded !== undefined) return recorded;
    const { sampler, patience, patienceStream } = this.network;
    const index = patience[visit]!;
    return index < 0 ? Infinity : sampler.sample(index, this.streams, patienceStream[visit]!);
  }

  /** What the trace says of a job that comes from one. */
  private recorded(job: number, visit: number): TracedJob {
    const { traces, visitClass } = this.network;
    return traces[visitClass[visit]!]![this.jobs.traced[job]!]!;
  }
}
