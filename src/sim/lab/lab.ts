import * as kernel from '../kernel/eventList.ts';
import { StreamBank } from '../kernel/randomStreams.ts';
import { SpareBlocks } from '../stats/spareBlocks.ts';
import * as codes from './codes.ts';
import type { CompiledNetwork } from './compile.ts';
import { isDeadlocked } from './deadlock.ts';
import { Jobs } from './jobs.ts';
import type { RunProgress } from './pieces.ts';
import { Preemption } from './preemption.ts';
import { Queues } from './queues.ts';
import { Sharing } from './sharing.ts';
import { Sources } from './sources.ts';
import { Tally } from './tally.ts';
import { type Outcome, TraceRecord } from './traceRecord.ts';

// What runs for each event has its constants in its own file: V8 builds those into the code, and fetches imported ones from
// memory every time.
const { CLOSED, DRAWN, PREEMPTIVE, SHARED } = codes;
const { RELEASE } = kernel;

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
/** Events between two looks at how far a run has come. */
const PIECE = 20_000;
/** Moments that differ by less, as a share of the time since the beginning, are one: sums of decimal fractions are rounded. */
const ROUNDING = 2 ** -46;

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
  readonly events: kernel.EventList;
  readonly tally: Tally;
  readonly queues: Queues;
  readonly traces: readonly TraceRecord[];
  /** By class: jobs that neither think nor have left. */
  readonly inside: Int32Array;

  private readonly network: CompiledNetwork;
  private readonly streams: StreamBank;
  private readonly jobs: Jobs;
  private readonly sources: Sources;
  private readonly preemption: Preemption;
  private readonly sharing: Sharing;
  private readonly watchesCrowd: boolean;
  private exitsLeft = Infinity;
  private warmingUp = false;
  private exits = Infinity;
  private allExits = Infinity;
  private until = Infinity;
  private running = true;

  /** Samples are kept in blocks of `spare`. With `watchesCrowd` the tally keeps how many jobs are in the network at each exit. */
  constructor(
    network: CompiledNetwork,
    seed: number,
    spare = new SpareBlocks(),
    watchesCrowd = false,
  ) {
    this.watchesCrowd = watchesCrowd;
    this.network = network;
    this.streams = StreamBank.named(seed, network.streamNames);
    this.tally = new Tally(network, spare);
    const population = network.population.reduce((sum, users) => sum + users, 0);
    this.jobs = new Jobs(population + 64, () => this.endIfDeadlocked());
    this.events = new kernel.EventList(population + 64);
    this.inside = new Int32Array(network.classNames.length);
    this.traces = network.traces.map((trace) => new TraceRecord(trace.length));
    this.queues = new Queues(
      network,
      this.events,
      this.jobs,
      this.tally,
      this.streams,
      this.traces,
      IMPATIENT,
    );
    this.preemption = new Preemption(this.queues, SERVED);
    this.sharing = new Sharing(this.queues, SHARE);
    this.sources = new Sources(network, this.events, this.jobs, this.streams, {
      arrival: ARRIVAL,
      trace: TRACE,
      thought: THOUGHT,
    });
  }

  /** Runs until a limit is reached or nothing is left to happen. */
  run(limits: Limits): void {
    this.limit(limits);
    while (this.runOn());
  }

  /** Lets a few thousandths of a second's worth of events happen; false when a limit has been reached or nothing is left. */
  runOn(): boolean {
    for (let left = PIECE; left > 0; left--) if (!this.step()) return false;
    return true;
  }

  /** How far it has come towards the limit that it will reach first. */
  get progress(): RunProgress {
    const { now } = this.events;
    const toCome = this.exitsLeft + (this.warmingUp ? this.exits : 0);
    const byExits = this.allExits < Infinity ? 1 - toCome / this.allExits : 0;
    return { share: Math.max(byExits, now / this.until), time_s: now };
  }

  /** Sets how far the steps to come may lead. */
  limit({ warmUp, exits, until }: Limits): void {
    this.warmingUp = warmUp > 0;
    this.exitsLeft = warmUp > 0 ? warmUp : exits;
    this.exits = exits;
    this.allExits = warmUp + exits;
    this.until = until;
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
    return this.sharing.busySeconds(s) - this.tally.sharedBusyAtStart[s]!;
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
        this.begin(this.sources.arrive(arg));
        break;
      case SHARE:
        this.endShare(arg);
        break;
      case IMPATIENT:
        this.renege(arg);
        break;
      case TRACE:
        this.begin(this.sources.arriveTraced(arg));
        break;
      default:
        this.running = false;
    }
  }

  /** A job comes from outside or has thought. */
  private begin(job: number): void {
    const { now } = this.events;
    const c = this.jobs.jobClass[job]!;
    const { tally } = this;
    tally.arrivals[c]!++;
    tally.insideArea[c]! -= now;
    this.inside[c]!++;
    this.jobs.enteredAt[job] = now;
    this.go(job, this.follow(this.network.visitNames.length + c));
  }

  /** Where row `row` of the routing leads. */
  private follow(row: number): number {
    const target = this.network.next[row]!;
    return target === DRAWN ? this.draw(row) : target;
  }

  private draw(row: number): number {
    const { routeFrom, routeStream, routeTargets, routeUpTo } = this.network;
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
    const { network, tally, jobs, queues } = this;
    const s = network.visitStation[visit]!;
    jobs.visit[job] = visit;
    jobs.joinedAt[job] = this.events.now;
    tally.joined[visit]!++;
    const discipline = network.discipline[s]!;
    if (queues.busy[s]! < network.servers[s]! && discipline < PREEMPTIVE) {
      queues.takeServer(s);
      this.serve(job, visit, this.events.now);
    } else if (queues.busy[s]! + queues.waiting[s]! >= network.capacity[s]!) {
      tally.lost[visit]!++;
      this.exit(job, jobs.jobClass[job]!, 'lost');
    } else if (discipline < PREEMPTIVE) {
      queues.join(job, s);
      if (network.anyImpatient) queues.expectImpatience(job, visit);
    } else if (discipline === SHARED) {
      this.sharing.join(job, visit, s);
    } else {
      this.preemption.join(job, visit, s);
    }
  }

  private serve(job: number, visit: number, from: number): void {
    this.tally.started[visit]!++;
    const end = Math.max(from + this.queues.demand(job, visit), this.events.now);
    this.events.schedule(end, RELEASE, SERVED, job);
  }

  /** A server of station `s` is free: for who waits, or for later. */
  private giveServer(s: number): void {
    const { jobs, queues } = this;
    if (queues.waiting[s] === 0) {
      queues.freeServer(s);
      return;
    }
    const job = queues.next(s);
    if (this.network.anyPriority && this.network.discipline[s] === PREEMPTIVE) {
      this.preemption.resume(job, s);
      return;
    }
    const visit = jobs.visit[job]!;
    const { now } = this.events;
    const joined = jobs.joinedAt[job]!;
    if (now - joined > ROUNDING * now) {
      queues.countDelay(job, visit, now - joined);
      this.serve(job, visit, now);
    } else {
      this.serve(job, visit, joined);
    }
  }

  private endService(job: number): void {
    const { network, jobs, tally } = this;
    const visit = jobs.visit[job]!;
    const s = network.visitStation[visit]!;
    tally.served[visit]!++;
    tally.visitSum[visit]! += this.events.now - jobs.joinedAt[job]!;
    if (network.anyHeld && network.hold[visit] !== 0) {
      jobs.held[job]! |= 1 << s;
    } else {
      if (network.anyPriority && network.discipline[s] === PREEMPTIVE)
        this.preemption.end(job, visit, s);
      this.giveServer(s);
    }
    this.goOn(job, visit);
  }

  /** A visit is over: what is held and no longer needed goes back first. */
  private goOn(job: number, visit: number): void {
    const { anyHeld, release: masks } = this.network;
    const release = anyHeld ? masks[visit]! : 0;
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
    const { jobs, queues } = this;
    const visit = jobs.visit[job]!;
    queues.giveUp(job, this.network.visitStation[visit]!);
    this.tally.reneged[visit]!++;
    queues.countDelay(job, visit, this.events.now - jobs.joinedAt[job]!);
    this.exit(job, jobs.jobClass[job]!, 'reneged');
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

  private exit(job: number, c: number, outcome: Outcome): void {
    const { now } = this.events;
    const { jobs } = this;
    if (this.network.anyHeld && jobs.held[job] !== 0) this.releaseHeld(job, -1);
    this.inside[c]!--;
    this.tally.insideArea[c]! += now;
    if (this.watchesCrowd) this.watchCrowd();
    if (this.network.source[c] === CLOSED) {
      this.sources.think(job);
    } else {
      if (this.network.anyTraced && jobs.traced[job]! >= 0) this.recordExit(job, c, outcome);
      jobs.give(job);
    }
    if (--this.exitsLeft === 0) this.reachLimit();
  }

  private watchCrowd(): void {
    let all = 0;
    for (const inside of this.inside) all += inside;
    this.tally.crowd.add(all);
  }

  private recordExit(job: number, c: number, outcome: Outcome): void {
    const { traced } = this.jobs;
    this.traces[c]!.exit(traced[job]!, outcome, this.events.now);
    traced[job] = -1;
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
    tally.busyAtStart.set(this.queues.busy);
    tally.queueAtStart.set(this.queues.waiting);
    tally.insideAtStart.set(this.inside);
    this.sharing.busySecondsInto(tally.sharedBusyAtStart);
  }

  /** Without an end of time a network in which jobs are stuck would fill up for ever. */
  private endIfDeadlocked(): void {
    if (this.until === Infinity && isDeadlocked(this.queues)) this.running = false;
  }

  private endShare(s: number): void {
    const job = this.sharing.end(s);
    this.goOn(job, this.jobs.visit[job]!);
  }
}
