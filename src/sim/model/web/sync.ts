import { IntQueue } from '../../kernel/intQueue.ts';
import type { Machine } from '../machine.ts';
import type { Web } from '../scenario.ts';
import { IN_BACKLOG, NOWHERE } from '../tasks.ts';
import type { WebHost, WebTier } from './webTier.ts';

/**
 * gunicorn with sync workers (semantics D3, M13): each process serves one request at a time and closes the connection; the
 * rest waits in the kernel's accept queue, first come first served, where no statistic shows it.
 */
export class SyncWorkers implements WebTier {
  readonly processes: number;
  private readonly machine: Machine;
  private readonly host: WebHost;
  private readonly web: Web;
  private readonly idle: number[];
  private readonly backlog = new IntQueue();

  constructor(machine: Machine, host: WebHost, web: Web) {
    this.machine = machine;
    this.host = host;
    this.web = web;
    this.processes = web.workers;
    this.idle = Array.from({ length: web.workers }, (_, worker) => worker);
  }

  arrive(task: number): void {
    const { idle } = this;
    if (idle.length > 0) {
      const at = idle.length === 1 ? 0 : this.host.draw(idle.length);
      const worker = idle[at]!;
      idle[at] = idle[idle.length - 1]!;
      idle.pop();
      this.host.begin(task, worker, worker, false);
    } else if (this.backlog.length < this.web.backlog) {
      this.machine.tasks.place[task] = IN_BACKLOG;
      this.backlog.push(task);
    } else {
      this.host.dropSyn(task);
    }
  }

  finished(task: number): void {
    const { tasks } = this.machine;
    const worker = tasks.process[task]!;
    if (this.backlog.length > 0) {
      const next = this.backlog.shift();
      tasks.place[next] = NOWHERE;
      this.host.begin(next, worker, worker, false);
    } else {
      this.idle.push(worker);
    }
  }

  /** Connections end with each response anyway. */
  hangUp(): void {}
}
