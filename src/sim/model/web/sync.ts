import { WaitingLine } from '../../stations/waitingLine.ts';
import * as codes from '../eventCodes.ts';
import type { Machine } from '../machine.ts';
import type { Web } from '../scenario/web.ts';
import { IN_BACKLOG, NOWHERE } from '../tasks.ts';
import { Lifetime } from './lifetime.ts';
import type { WebHost, WebTier } from './webTier.ts';

/**
 * gunicorn with sync workers (semantics D3, M13): each process serves one request at a time and closes the connection; the
 * rest waits in the kernel's accept queue, first come first served, where no statistic shows it.
 */
export class SyncWorkers implements WebTier {
  private readonly machine: Machine;
  private readonly host: WebHost;
  private readonly web: Web;
  private readonly firstProcess: number;
  private readonly lifetime: Lifetime;
  /** By worker: its only thread. */
  private readonly threads: number[];
  private readonly idle: number[];
  /** By worker: the event of its start; -1: it is there. */
  private readonly starts: Int32Array;
  private readonly backlog: WaitingLine;
  private readonly backlogSize: number;
  private down = false;

  constructor(machine: Machine, host: WebHost, web: Web, firstProcess: number) {
    this.machine = machine;
    this.host = host;
    this.web = web;
    this.firstProcess = firstProcess;
    this.lifetime = new Lifetime(web, (below) => host.draw(below));
    this.threads = Array.from({ length: web.workers }, () => machine.threads.take());
    this.idle = Array.from({ length: web.workers }, (_, worker) => worker);
    this.starts = new Int32Array(web.workers).fill(-1);
    this.backlog = new WaitingLine(machine.tasks.links);
    this.backlogSize = Math.min(web.backlog, web.somaxconn);
  }

  arrive(task: number): void {
    const { idle } = this;
    if (idle.length > 0) {
      const at = idle.length === 1 ? 0 : this.host.draw(idle.length);
      const worker = idle[at]!;
      idle[at] = idle[idle.length - 1]!;
      idle.pop();
      this.serve(task, worker);
    } else if (this.backlog.length < this.backlogSize) {
      this.machine.tasks.place[task] = IN_BACKLOG;
      this.backlog.push(task);
    } else {
      this.host.dropSyn(task);
    }
  }

  finished(task: number): void {
    const { tasks } = this.machine;
    const worker = tasks.process[task]! - this.firstProcess;
    // A worker that the arbiter has killed is replaced like one that has served its last request (semantics D5, D6).
    if (this.lifetime.served(worker) || tasks.killed[task] === 1 || this.down) {
      this.host.processEnded(tasks.process[task]!, [this.threads[worker]!]);
      this.boot(worker);
    } else {
      this.next(worker);
    }
  }

  workerReady(process: number): void {
    const worker = process - this.firstProcess;
    this.starts[worker] = -1;
    this.lifetime.begin(worker);
    this.threads[worker] = this.machine.threads.take();
    this.next(worker);
  }

  lost(): readonly number[] {
    this.down = true;
    const waiting = this.backlog.drain();
    // Workers without a request end here, the others under theirs.
    for (const worker of this.idle.splice(0)) {
      this.host.processEnded(this.firstProcess + worker, [this.threads[worker]!]);
    }
    for (let worker = 0; worker < this.web.workers; worker++) {
      if (this.starts[worker]! >= 0) this.machine.events.cancel(this.starts[worker]!);
      this.host.killRequests(this.firstProcess + worker);
    }
    return waiting;
  }

  back(): void {
    this.down = false;
    for (let worker = 0; worker < this.web.workers; worker++) this.boot(worker);
  }

  private boot(worker: number): void {
    if (this.down) return;
    this.starts[worker] = this.machine.after(
      this.web.worker_boot_s,
      codes.WORKER_READY,
      this.firstProcess + worker,
    );
  }

  private next(worker: number): void {
    if (this.backlog.length === 0) {
      this.idle.push(worker);
      return;
    }
    const task = this.backlog.shift();
    this.machine.tasks.place[task] = NOWHERE;
    this.serve(task, worker);
  }

  private serve(task: number, worker: number): void {
    this.host.begin(task, this.threads[worker]!, this.firstProcess + worker, false);
  }

  /** Connections end with each response anyway. */
  hangUp(): void {}
  keepaliveOver(): void {}
  graceOver(): void {}
}
