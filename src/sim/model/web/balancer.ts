import type { Machine } from '../machine.ts';
import type { Web } from '../scenario/web.ts';
import { processesOf } from './servers.ts';
import type { WebTier } from './webTier.ts';

/**
 * An HTTP balancer in front of several replicas: each request is routed for itself, on a connection to the replica that
 * lasts as long as the request (nginx's default). `least_connections` picks the replica with the fewest requests under way,
 * in turn among equals; `round_robin` takes them in turn.
 */
export class Balancer implements WebTier {
  private readonly machine: Machine;
  private readonly replicas: readonly WebTier[];
  private readonly leastConnections: boolean;
  private readonly processes: number;
  private readonly underWay: Int32Array;
  private readonly up: boolean[];
  private next = 0;

  constructor(machine: Machine, web: Web, replicas: readonly WebTier[]) {
    this.machine = machine;
    this.replicas = replicas;
    this.leastConnections = web.balancer === 'least_connections';
    this.processes = processesOf(web);
    this.underWay = new Int32Array(replicas.length);
    this.up = replicas.map(() => true);
  }

  arrive(task: number): void {
    const replica = this.pick();
    this.next = (replica + 1) % this.replicas.length;
    this.underWay[replica]!++;
    this.replicas[replica]!.arrive(task);
  }

  finished(task: number): void {
    const replica = this.replicaOf(this.machine.tasks.process[task]!);
    this.underWay[replica]!--;
    this.replicas[replica]!.finished(task);
  }

  /** Clients keep their connections to the balancer. */
  hangUp(): void {}

  keepaliveOver(process: number): void {
    this.replicas[this.replicaOf(process)]!.keepaliveOver(process);
  }

  workerReady(process: number): void {
    this.replicas[this.replicaOf(process)]!.workerReady(process);
  }

  graceOver(process: number): void {
    this.replicas[this.replicaOf(process)]!.graceOver(process);
  }

  lost(replica: number): readonly number[] {
    this.up[replica] = false;
    const waiting = this.replicas[replica]!.lost(0);
    this.underWay[replica] = 0;
    return waiting;
  }

  back(replica: number): void {
    this.up[replica] = true;
    this.replicas[replica]!.back(0);
  }

  /** A replica that is up; at least one is. */
  private pick(): number {
    const { next, underWay, up } = this;
    let best = -1;
    for (let i = 0; i < underWay.length; i++) {
      const replica = (next + i) % underWay.length;
      if (!up[replica]) continue;
      if (best >= 0 && (!this.leastConnections || underWay[replica]! >= underWay[best]!)) continue;
      best = replica;
    }
    return best;
  }

  private replicaOf(process: number): number {
    return Math.floor(process / this.processes);
  }
}
