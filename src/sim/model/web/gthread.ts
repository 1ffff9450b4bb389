import { WaitingLine } from '../../stations/waitingLine.ts';
import type { Machine } from '../machine.ts';
import { IN_BACKLOG, NOWHERE } from '../tasks.ts';
import type { WebHost } from './webTier.ts';
import type { Worker } from './workers.ts';

/**
 * A worker of gunicorn's gthread class (semantics C12, D4, M2): a thread is started only when none is idle, and never
 * stopped; beyond `threads` requests wait first come first served. Idle threads wait for the one lock of Python's
 * SimpleQueue, which wakes them in the order in which they came. Who has been woken takes the request and wakes the next
 * one, which finds nothing and goes to the end of the line.
 */
export class Gthread implements Worker {
  private readonly machine: Machine;
  private readonly host: WebHost;
  private readonly process: number;
  private readonly threads: number;
  /** Threads that wait for work. */
  private readonly idle: WaitingLine;
  private readonly started: number[] = [];
  private readonly queue: WaitingLine;

  constructor(machine: Machine, host: WebHost, process: number, threads: number) {
    this.machine = machine;
    this.host = host;
    this.process = process;
    this.threads = threads;
    this.idle = new WaitingLine(machine.threads.links);
    this.queue = new WaitingLine(machine.tasks.links);
  }

  enter(task: number): void {
    const { idle, started, host } = this;
    if (idle.length > 0) {
      const thread = idle.shift();
      if (idle.length > 1) idle.push(idle.shift());
      host.begin(task, thread, this.process, false);
    } else if (started.length < this.threads) {
      const thread = this.machine.threads.take();
      started.push(thread);
      host.begin(task, thread, this.process, true);
    } else {
      this.machine.tasks.place[task] = IN_BACKLOG;
      this.queue.push(task);
    }
  }

  leave(task: number): void {
    const { tasks } = this.machine;
    const thread = tasks.thread[task]!;
    if (this.queue.length === 0) {
      this.idle.push(thread);
      return;
    }
    const next = this.queue.shift();
    tasks.place[next] = NOWHERE;
    this.host.begin(next, thread, this.process, false);
  }

  closed(): void {}

  end(): readonly number[] {
    this.idle.drain();
    return this.started.splice(0);
  }

  waiting(): readonly number[] {
    return this.queue.drain();
  }
}
