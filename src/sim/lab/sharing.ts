import { ProcessorSharing } from '../stations/processorSharing.ts';
import { SHARED } from './codes.ts';
import type { Queues } from './queues.ts';

/** Stations whose servers are shared: everybody is served at once, and `busy` counts jobs. */
export class Sharing {
  private readonly queues: Queues;
  private readonly shared: readonly (ProcessorSharing | null)[];

  /** At the end of a service events fire `code` with the station. */
  constructor(queues: Queues, code: number) {
    this.queues = queues;
    const { discipline, servers } = queues.network;
    this.shared = Array.from(discipline, (own, s) =>
      own === SHARED ? new ProcessorSharing(queues.events, servers[s]!, code, s) : null,
    );
  }

  /** Server-seconds for which the servers of station `s` have been busy until now; 0 where they are not shared. */
  busySeconds(s: number): number {
    return this.shared[s]?.busyAt(this.queues.events.now) ?? 0;
  }

  /** The same of every station, into `seconds`. */
  busySecondsInto(seconds: Float64Array): void {
    for (const s of this.shared.keys()) seconds[s] = this.busySeconds(s);
  }

  join(job: number, visit: number, s: number): void {
    const { queues } = this;
    const demand = queues.demand(job, visit);
    queues.jobs.demand[job] = demand;
    queues.takeServer(s);
    queues.tally.started[visit]!++;
    this.shared[s]!.start(demand, job);
  }

  /** Ends the service that is due at station `s`; returns its job, which has left the station. */
  end(s: number): number {
    const { jobs, tally, events } = this.queues;
    const job = this.shared[s]!.complete();
    const visit = jobs.visit[job]!;
    const sojourn = events.now - jobs.joinedAt[job]!;
    this.queues.freeServer(s);
    tally.served[visit]!++;
    tally.visitSum[visit]! += sojourn;
    if (jobs.demand[job]! > 0) tally.slowdownSum[visit]! += sojourn / jobs.demand[job]!;
    return job;
  }
}
