import { IntQueue } from '../../kernel/intQueue.ts';
import type { Machine } from '../machine.ts';
import type { Web } from '../scenario.ts';
import { IN_BACKLOG, NOWHERE } from '../tasks.ts';
import type { WebHost, WebTier } from './webTier.ts';

/**
 * gunicorn with gthread workers (semantics C12, D4, M2): whichever worker wakes first accepts a TCP connection and keeps it
 * while it is alive. Inside the worker a thread is started only when none is idle, and is never stopped; idle ones are taken
 * in no fair order; beyond `threads` requests wait first come first served.
 */
export class Gthread implements WebTier {
  readonly processes: number;
  private readonly machine: Machine;
  private readonly host: WebHost;
  private readonly web: Web;
  private readonly keepAlive: boolean;
  private readonly workers: readonly Worker[];
  private readonly backlog = new IntQueue();
  /** By user: the worker that holds the connection, and until when. */
  private readonly workerOfUser = new Map<number, { worker: number; until: number }>();

  constructor(machine: Machine, host: WebHost, web: Web, keepAlive: boolean) {
    this.machine = machine;
    this.host = host;
    this.web = web;
    this.keepAlive = keepAlive;
    this.processes = web.workers;
    this.workers = Array.from({ length: web.workers }, () => ({
      idle: [],
      started: 0,
      inside: 0,
      queue: new IntQueue(),
    }));
  }

  arrive(task: number): void {
    const kept = this.workerOfUser.get(this.machine.tasks.user[task]!);
    if (kept !== undefined && this.machine.now <= kept.until) {
      this.enter(task, kept.worker);
      return;
    }
    const open: number[] = [];
    for (let w = 0; w < this.workers.length; w++) {
      if (this.workers[w]!.inside < this.web.worker_connections) open.push(w);
    }
    if (open.length > 0) {
      this.enter(task, open[open.length === 1 ? 0 : this.host.draw(open.length)]!);
    } else if (this.backlog.length < this.web.backlog) {
      this.machine.tasks.place[task] = IN_BACKLOG;
      this.backlog.push(task);
    } else {
      this.host.dropSyn(task);
    }
  }

  finished(task: number): void {
    const { tasks, now } = this.machine;
    const process = tasks.process[task]!;
    const worker = this.workers[process]!;
    worker.inside--;
    if (this.keepAlive && tasks.abandoned[task] === 0) {
      this.workerOfUser.set(tasks.user[task]!, {
        worker: process,
        until: now + this.web.keepalive,
      });
    }
    const thread = tasks.thread[task]!;
    if (worker.queue.length > 0) {
      const next = worker.queue.shift();
      tasks.place[next] = NOWHERE;
      this.host.begin(next, thread, process, false);
    } else {
      worker.idle.push(thread);
    }
    if (this.backlog.length > 0) {
      const next = this.backlog.shift();
      tasks.place[next] = NOWHERE;
      this.enter(next, process);
    }
  }

  hangUp(user: number): void {
    this.workerOfUser.delete(user);
  }

  private enter(task: number, process: number): void {
    const worker = this.workers[process]!;
    worker.inside++;
    const { idle } = worker;
    if (idle.length > 0) {
      const at = idle.length === 1 ? 0 : this.host.draw(idle.length);
      const thread = idle[at]!;
      idle[at] = idle[idle.length - 1]!;
      idle.pop();
      this.host.begin(task, thread, process, false);
    } else if (worker.started < this.web.threads) {
      this.host.begin(task, process * this.web.threads + worker.started++, process, true);
    } else {
      this.machine.tasks.place[task] = IN_BACKLOG;
      worker.queue.push(task);
    }
  }
}

interface Worker {
  /** Threads that wait for work. */
  readonly idle: number[];
  started: number;
  /** Requests that the worker has accepted and not yet answered. */
  inside: number;
  readonly queue: IntQueue;
}
