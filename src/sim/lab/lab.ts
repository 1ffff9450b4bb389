import { ACQUIRE, EventList, RELEASE } from '../kernel/eventList.ts';
import { StreamBank } from '../kernel/randomStreams.ts';
import { ProcessorSharing } from '../stations/processorSharing.ts';
import { WaitingLine } from '../stations/waitingLine.ts';
import {
  CLOSED,
  type CompiledNetwork,
  DRAWN,
  FIFO,
  LIFO,
  PREEMPTIVE,
  PRIORITY,
  RANDOM,
  SHARED,
  TRACED,
} from './compile.ts';
import { Jobs } from './jobs.ts';
import { Tally } from './tally.ts';
import { type Outcome, TraceRecord } from './traceRecord.ts';

// What events mean; the argument is a job, for ARRIVAL and TRACE a class, for SHARE a station.
const ARRIVAL = 0;
const TRACE = 1;
const THOUGHT = 2;
const SERVED = 3;
const SHARE = 4;
const IMPATIENT = 5;
const END = 6;
/** After everything else at the same time. */
const LAST = 2;

/** How far to run: whichever comes first. A job exits when it completes, is lost or gives up. */
export interface Limits {
  /** Exits that are left out of the tally. */
  readonly warmUp: number;
  /** Exits after them. */
  readonly exits: number;
  /** Time, s. */
  readonly until: number;
}

/** A queueing network while it runs. */
export class Lab {
  readonly events: EventList;
  readonly tally: Tally;
  readonly traces: readonly TraceRecord[];
  /** By station: servers taken, those held for later included, and jobs that wait. */
  readonly busy: Int32Array;
  readonly waiting: Int32Array;
  /** By class: jobs that neither think nor have left. */
  readonly inside: Int32Array;

  private readonly network: CompiledNetwork;
  private readonly streams: StreamBank;
  private readonly jobs: Jobs;
  /** By station and level of priority. */
  private readonly lines: readonly WaitingLine[];
  /** Jobs in service, by station and level; of stations that may interrupt it. */
  private readonly inService: readonly WaitingLine[];
  private readonly shared: readonly (ProcessorSharing | null)[];
  private readonly traceAt: Int32Array;
  private insideAll = 0;
  private exitsLeft = Infinity;
  private warmingUp = false;
  private exits = Infinity;
  private running = true;

  constructor(network: CompiledNetwork, seed: number) {
    this.network = network;
    this.streams = StreamBank.named(seed, network.streamNames);
    this.tally = new Tally(network);
    const population = network.population.reduce((sum, users) => sum + users, 0);
    this.jobs = new Jobs(population + 64);
    this.events = new EventList(population + 64);
    const stations = network.stationNames.length;
    this.busy = new Int32Array(stations);
    this.waiting = new Int32Array(stations);
    this.inside = new Int32Array(network.classNames.length);
    const line = (): WaitingLine => new WaitingLine(this.jobs.links);
    this.lines = Array.from({ length: stations * network.levels }, line);
    this.inService = Array.from({ length: stations * network.levels }, line);
    this.shared = Array.from(network.discipline, (discipline, s) =>
      discipline === SHARED
        ? new ProcessorSharing(this.events, network.servers[s]!, SHARE, s)
        : null,
    );
    this.traces = network.traces.map((trace) => new TraceRecord(trace.length));
    this.traceAt = new Int32Array(network.classNames.length);
    for (let c = 0; c < network.classNames.length; c++) this.startClass(c);
  }

  /** Runs until a limit is reached or nothing is left to happen. */
  run(limits: Limits): void {
    this.limit(limits);
    while (this.step());
  }

  /** Sets how far the steps to come may lead. */
  limit({ warmUp, exits, until }: Limits): void {
    this.warmingUp = warmUp > 0;
    this.exitsLeft = warmUp > 0 ? warmUp : exits;
    this.exits = exits;
    if (until < Infinity) this.events.schedule(until, LAST, END, 0);
  }

  /** Lets one event happen; false when a limit has been reached or nothing is left to happen. */
  step(): boolean {
    const { events } = this;
    if (!this.running || !events.next()) return false;
    this.fire(events.code, events.arg);
    return true;
  }

  /** Server-seconds for which the servers of a shared station have been busy since the tally began. */
  sharedBusySeconds(s: number): number {
    return this.shared[s]!.busyAt(this.events.now) - this.tally.sharedBusyAtStart[s]!;
  }

  private fire(code: number, arg: number): void {
    switch (code) {
      case SERVED:
        this.endService(arg);
        break;
      case THOUGHT:
        this.begin(arg);
        break;
      case ARRIVAL:
        this.arrive(arg);
        break;
      case SHARE:
        this.endShare(arg);
        break;
      case IMPATIENT:
        this.renege(arg);
        break;
      case TRACE:
        this.arriveTraced(arg);
        break;
      default:
        this.running = false;
    }
  }

  private startClass(c: number): void {
    const { source, population, traces } = this.network;
    if (source[c] === CLOSED) {
      for (let i = 0; i < population[c]!; i++) this.think(this.jobs.take(c));
    } else if (source[c] === TRACED) {
      const first = traces[c]![0];
      if (first !== undefined) this.events.schedule(first.arrival_s, ACQUIRE, TRACE, c);
    } else {
      this.expectArrival(c);
    }
  }

  private expectArrival(c: number): void {
    const pause = this.pause(c);
    this.events.schedule(this.events.now + pause, ACQUIRE, ARRIVAL, c);
  }

  private arrive(c: number): void {
    this.expectArrival(c);
    this.begin(this.jobs.take(c));
  }

  private arriveTraced(c: number): void {
    const trace = this.network.traces[c]!;
    const at = this.traceAt[c]!++;
    const following = trace[at + 1];
    if (following !== undefined) this.events.schedule(following.arrival_s, ACQUIRE, TRACE, c);
    const job = this.jobs.take(c);
    this.jobs.traced[job] = at;
    this.begin(job);
  }

  private think(job: number): void {
    const pause = this.pause(this.jobs.jobClass[job]!);
    this.events.schedule(this.events.now + pause, ACQUIRE, THOUGHT, job);
  }

  private pause(c: number): number {
    const { sampler, pause, pauseStream } = this.network;
    return sampler.sample(pause[c]!, this.streams, pauseStream[c]!);
  }

  /** A job comes from outside or has thought. */
  private begin(job: number): void {
    const { now } = this.events;
    const c = this.jobs.jobClass[job]!;
    const { tally } = this;
    tally.arrivals[c]!++;
    tally.insideArea[c]! -= now;
    this.inside[c]!++;
    this.insideAll++;
    this.jobs.enteredAt[job] = now;
    this.go(job, this.follow(this.network.visitNames.length + c));
  }

  /** Where row `row` of the routing leads. */
  private follow(row: number): number {
    const { next, routeFrom, routeStream, routeTargets, routeUpTo } = this.network;
    const target = next[row]!;
    if (target !== DRAWN) return target;
    const u = this.streams.uniform(routeStream[row]!);
    let at = routeFrom[row]!;
    while (u > routeUpTo[at]!) at++;
    return routeTargets[at]!;
  }

  private go(job: number, visit: number): void {
    if (visit < 0) this.complete(job);
    else this.join(job, visit);
  }

  /** A job comes to the station of `visit`. */
  private join(job: number, visit: number): void {
    const { network, tally, jobs } = this;
    const s = network.visitStation[visit]!;
    jobs.visit[job] = visit;
    jobs.joinedAt[job] = this.events.now;
    tally.joined[visit]!++;
    const discipline = network.discipline[s]!;
    if (this.busy[s]! < network.servers[s]! && discipline < PREEMPTIVE) {
      this.takeServer(s);
      tally.started[visit]!++;
      this.serve(job, visit);
    } else if (this.busy[s]! + this.waiting[s]! >= network.capacity[s]!) {
      tally.lost[visit]!++;
      this.abandon(job, 'lost');
    } else if (discipline < PREEMPTIVE) {
      this.queue(job, s);
      this.expectImpatience(job, visit);
    } else if (discipline === SHARED) {
      this.share(job, visit, s);
    } else {
      this.joinPreemptive(job, visit, s);
    }
  }

  private takeServer(s: number): void {
    this.busy[s]!++;
    this.tally.busyArea[s]! -= this.events.now;
  }

  /** Service that the job needs in `visit`, s. */
  private demand(job: number, visit: number): number {
    const { network } = this;
    const traced = this.jobs.traced[job]!;
    if (traced >= 0) {
      const recorded = network.traces[network.visitClass[visit]!]![traced]!.service_s;
      if (recorded !== undefined) return recorded;
    }
    return network.sampler.sample(
      network.service[visit]!,
      this.streams,
      network.serviceStream[visit]!,
    );
  }

  private serve(job: number, visit: number): void {
    this.events.schedule(this.events.now + this.demand(job, visit), RELEASE, SERVED, job);
  }

  private line(s: number, job: number): WaitingLine {
    const { network } = this;
    const d = network.discipline[s]!;
    const level = d === PRIORITY || d === PREEMPTIVE ? network.level[this.jobs.jobClass[job]!]! : 0;
    return this.lines[s * network.levels + level]!;
  }

  private queue(job: number, s: number): void {
    this.line(s, job).push(job);
    this.waiting[s]!++;
    this.tally.queueArea[s]! -= this.events.now;
  }

  private expectImpatience(job: number, visit: number): void {
    const { network } = this;
    const traced = this.jobs.traced[job]!;
    let patience = Infinity;
    const recorded =
      traced < 0 ? undefined : network.traces[network.visitClass[visit]!]![traced]!.patience_s;
    if (recorded !== undefined) patience = recorded;
    else if (network.patience[visit]! >= 0) {
      patience = network.sampler.sample(
        network.patience[visit]!,
        this.streams,
        network.patienceStream[visit]!,
      );
    }
    if (patience === Infinity) return;
    this.jobs.timer[job] = this.events.schedule(
      this.events.now + patience,
      ACQUIRE,
      IMPATIENT,
      job,
    );
  }

  /** The next one to be served, out of its line; only while somebody waits. */
  private pick(s: number): number {
    const { network } = this;
    const first = s * network.levels;
    const d = network.discipline[s]!;
    const line = this.lines[first]!;
    if (d === FIFO) return line.shift();
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

  private endWait(s: number): void {
    this.waiting[s]!--;
    this.tally.queueArea[s]! += this.events.now;
  }

  private stopTimer(job: number): void {
    const timer = this.jobs.timer[job]!;
    if (timer < 0) return;
    this.events.cancel(timer);
    this.jobs.timer[job] = -1;
  }

  /** A server of station `s` is free: for who waits, or for later. */
  private giveServer(s: number): void {
    const { jobs } = this;
    if (this.waiting[s] === 0) {
      this.busy[s]!--;
      this.tally.busyArea[s]! += this.events.now;
      return;
    }
    const job = this.pick(s);
    const visit = jobs.visit[job]!;
    this.endWait(s);
    this.stopTimer(job);
    if (this.network.discipline[s] === PREEMPTIVE) {
      this.resume(job, s);
      return;
    }
    this.countWait(job, visit, this.events.now - jobs.joinedAt[job]!);
    this.serve(job, visit);
  }

  private countWait(job: number, visit: number, wait: number): void {
    const { tally } = this;
    tally.started[visit]!++;
    if (wait > 0) this.countDelay(job, visit, wait);
  }

  private countDelay(job: number, visit: number, wait: number): void {
    const { tally } = this;
    tally.waited[visit]!++;
    tally.waitSum[visit]! += wait;
    tally.waits[visit]!.add(wait);
    const traced = this.jobs.traced[job]!;
    if (traced >= 0) this.traces[this.jobs.jobClass[job]!]!.waits[traced]! += wait;
  }

  private endService(job: number): void {
    const { network, jobs, tally } = this;
    const visit = jobs.visit[job]!;
    const s = network.visitStation[visit]!;
    tally.served[visit]!++;
    tally.visitSum[visit]! += this.events.now - jobs.joinedAt[job]!;
    if (network.hold[visit] !== 0) jobs.held[job]! |= 1 << s;
    else if (network.discipline[s] === PREEMPTIVE) this.endPreemptive(job, visit, s);
    else this.giveServer(s);
    const release = network.release[visit]!;
    if (release !== 0) this.releaseHeld(job, release);
    this.go(job, this.follow(visit));
  }

  private releaseHeld(job: number, mask: number): void {
    const { held } = this.jobs;
    const given = held[job]! & mask;
    held[job]! &= ~mask;
    for (let s = 0, rest = given; rest !== 0; s++, rest >>>= 1) {
      if ((rest & 1) === 1) this.giveServer(s);
    }
  }

  private renege(job: number): void {
    const { jobs } = this;
    const visit = jobs.visit[job]!;
    const s = this.network.visitStation[visit]!;
    jobs.timer[job] = -1;
    this.line(s, job).remove(job);
    this.endWait(s);
    this.tally.reneged[visit]!++;
    this.countDelay(job, visit, this.events.now - jobs.joinedAt[job]!);
    this.abandon(job, 'reneged');
  }

  private complete(job: number): void {
    const c = this.jobs.jobClass[job]!;
    const { tally } = this;
    const response = this.events.now - this.jobs.enteredAt[job]!;
    tally.completed[c]!++;
    tally.responseSum[c]! += response;
    tally.responses[c]!.add(response);
    tally.series[c]!.add(response);
    this.exit(job, c, 'served');
  }

  private abandon(job: number, outcome: Outcome): void {
    this.exit(job, this.jobs.jobClass[job]!, outcome);
  }

  private exit(job: number, c: number, outcome: Outcome): void {
    const { now } = this.events;
    const { jobs } = this;
    if (jobs.held[job] !== 0) this.releaseHeld(job, -1);
    this.inside[c]!--;
    this.insideAll--;
    this.tally.insideArea[c]! += now;
    this.tally.crowd.add(this.insideAll);
    if (this.network.source[c] === CLOSED) {
      this.think(job);
    } else {
      const traced = jobs.traced[job]!;
      if (traced >= 0) {
        this.traces[c]!.exit(traced, outcome, now);
        jobs.traced[job] = -1;
      }
      jobs.give(job);
    }
    if (--this.exitsLeft === 0) this.reachLimit();
  }

  private reachLimit(): void {
    if (!this.warmingUp) {
      this.running = false;
      return;
    }
    this.warmingUp = false;
    this.exitsLeft = this.exits;
    const { tally } = this;
    tally.clear(this.events.now);
    tally.busyAtStart.set(this.busy);
    tally.queueAtStart.set(this.waiting);
    tally.insideAtStart.set(this.inside);
    for (const [s, station] of this.shared.entries()) {
      tally.sharedBusyAtStart[s] = station?.busyAt(tally.since) ?? 0;
    }
  }

  // Processor sharing: everybody is served at once, and `busy` counts jobs.

  private share(job: number, visit: number, s: number): void {
    const demand = this.demand(job, visit);
    this.jobs.demand[job] = demand;
    this.busy[s]!++;
    this.tally.started[visit]!++;
    this.shared[s]!.start(demand, job);
  }

  private endShare(s: number): void {
    const { jobs, tally } = this;
    const job = this.shared[s]!.complete();
    const visit = jobs.visit[job]!;
    const sojourn = this.events.now - jobs.joinedAt[job]!;
    this.busy[s]!--;
    tally.served[visit]!++;
    tally.visitSum[visit]! += sojourn;
    if (jobs.demand[job]! > 0) tally.slowdownSum[visit]! += sojourn / jobs.demand[job]!;
    const release = this.network.release[visit]!;
    if (release !== 0) this.releaseHeld(job, release);
    this.go(job, this.follow(visit));
  }

  // Service that a more important job interrupts and that is resumed later. `waited` sums the times out of service by their
  // ends: -t when one begins, +t when it is over.

  private joinPreemptive(job: number, visit: number, s: number): void {
    const { jobs } = this;
    jobs.demand[job] = this.demand(job, visit);
    jobs.waited[job] = 0;
    if (this.busy[s]! < this.network.servers[s]!) {
      this.takeServer(s);
      this.startInterruptible(job, s);
      return;
    }
    const victim = this.lessImportant(s, this.network.level[jobs.jobClass[job]!]!);
    if (victim < 0) {
      this.queue(job, s);
      jobs.waited[job]! -= this.events.now;
      this.expectImpatience(job, visit);
    } else {
      this.interrupt(victim, s);
      this.startInterruptible(job, s);
    }
  }

  /** The job in service that yields to one of `level`: of the least important the one that began last; -1: none. */
  private lessImportant(s: number, level: number): number {
    const first = s * this.network.levels;
    for (let at = first + this.network.levels - 1; at > first + level; at--) {
      if (this.inService[at]!.length > 0) return this.inService[at]!.last;
    }
    return -1;
  }

  private startInterruptible(job: number, s: number): void {
    const { now } = this.events;
    const { jobs } = this;
    jobs.timer[job] = this.events.schedule(now + jobs.demand[job]!, RELEASE, SERVED, job);
    this.inService[s * this.network.levels + this.network.level[jobs.jobClass[job]!]!]!.push(job);
  }

  private interrupt(job: number, s: number): void {
    const { now } = this.events;
    const { jobs } = this;
    jobs.demand[job] = this.events.timeOf(jobs.timer[job]!) - now;
    this.stopTimer(job);
    this.inService[s * this.network.levels + this.network.level[jobs.jobClass[job]!]!]!.remove(job);
    this.line(s, job).unshift(job);
    this.waiting[s]!++;
    this.tally.queueArea[s]! -= now;
    jobs.waited[job]! -= now;
  }

  private resume(job: number, s: number): void {
    this.jobs.waited[job]! += this.events.now;
    this.startInterruptible(job, s);
  }

  private endPreemptive(job: number, visit: number, s: number): void {
    const { jobs } = this;
    jobs.timer[job] = -1;
    this.inService[s * this.network.levels + this.network.level[jobs.jobClass[job]!]!]!.remove(job);
    this.countWait(job, visit, jobs.waited[job]!);
    this.giveServer(s);
  }
}
