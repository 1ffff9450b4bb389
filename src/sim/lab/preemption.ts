import { RELEASE } from '../kernel/eventList.ts';
import { WaitingLine } from '../stations/waitingLine.ts';
import type { Queues } from './queues.ts';

/**
 * Service that a more important job interrupts and that is resumed later. `waited` of a job sums its times out of service by
 * their ends: -t when one begins, +t when it is over.
 */
export class Preemption {
  private readonly queues: Queues;
  private readonly servedCode: number;
  /** Jobs in service, by station and level of priority, in the order in which they began. */
  private readonly inService: readonly WaitingLine[];

  /** At the end of service events fire `servedCode` with the job. */
  constructor(queues: Queues, servedCode: number) {
    this.queues = queues;
    this.servedCode = servedCode;
    const { network, jobs } = queues;
    this.inService = Array.from(
      { length: network.stationNames.length * network.levels },
      () => new WaitingLine(jobs.links),
    );
  }

  /** A job comes to a station that has room for it. */
  join(job: number, visit: number, s: number): void {
    const { queues } = this;
    const { jobs, network, events } = queues;
    jobs.demand[job] = queues.demand(job, visit);
    jobs.waited[job] = 0;
    if (queues.busy[s]! < network.servers[s]!) {
      queues.takeServer(s);
      this.start(job, s);
      return;
    }
    const victim = this.lessImportant(s, network.level[jobs.jobClass[job]!]!);
    if (victim < 0) {
      queues.join(job, s);
      jobs.waited[job]! -= events.now;
      queues.expectImpatience(job, visit);
    } else {
      this.interrupt(victim, s);
      this.start(job, s);
    }
  }

  /** A server is free for a job that waited. */
  resume(job: number, s: number): void {
    this.queues.jobs.waited[job]! += this.queues.events.now;
    this.start(job, s);
  }

  /** Service is over; its server is still to be given to somebody else. */
  end(job: number, visit: number, s: number): void {
    const { jobs, tally } = this.queues;
    jobs.timer[job] = -1;
    this.served(job, s).remove(job);
    tally.started[visit]!++;
    const wait = jobs.waited[job]!;
    if (wait > 0) this.queues.countDelay(job, visit, wait);
  }

  private start(job: number, s: number): void {
    const { jobs, events } = this.queues;
    const end = events.now + jobs.demand[job]!;
    jobs.timer[job] = events.schedule(end, RELEASE, this.servedCode, job);
    this.served(job, s).push(job);
  }

  private interrupt(job: number, s: number): void {
    const { jobs, events } = this.queues;
    jobs.demand[job] = events.timeOf(jobs.timer[job]!) - events.now;
    this.queues.stopTimer(job);
    this.served(job, s).remove(job);
    this.queues.joinFirst(job, s);
    jobs.waited[job]! -= events.now;
  }

  /** The job in service that yields to one of `level`: of the least important the one that began last; -1: none. */
  private lessImportant(s: number, level: number): number {
    const { levels } = this.queues.network;
    const first = s * levels;
    for (let at = first + levels - 1; at > first + level; at--) {
      if (this.inService[at]!.length > 0) return this.inService[at]!.last;
    }
    return -1;
  }

  private served(job: number, s: number): WaitingLine {
    const { network, jobs } = this.queues;
    return this.inService[s * network.levels + network.level[jobs.jobClass[job]!]!]!;
  }
}
