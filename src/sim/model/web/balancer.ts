import type { Machine } from '../machine.ts';
import type { Web } from '../scenario.ts';
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
  private next = 0;

  constructor(machine: Machine, web: Web, replicas: readonly WebTier[]) {
    this.machine = machine;
    this.replicas = replicas;
    this.leastConnections = web.balancer === 'least_connections';
    this.processes = processesOf(web);
    this.underWay = new Int32Array(replicas.length);
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

  private pick(): number {
    const { next, underWay } = this;
    if (!this.leastConnections) return next;
    let best = next;
    for (let i = 1; i < underWay.length; i++) {
      const replica = (next + i) % underWay.length;
      if (underWay[replica]! < underWay[best]!) best = replica;
    }
    return best;
  }

  private replicaOf(process: number): number {
    return Math.floor(process / this.processes);
  }
}
