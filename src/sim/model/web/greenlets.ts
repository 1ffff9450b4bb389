import type { Machine } from '../machine.ts';
import type { WebHost } from './webTier.ts';
import type { Worker } from './workers.ts';

/**
 * A worker of gunicorn's gevent class: a greenlet for each connection, with a database connection of its own that it leaves
 * behind when it ends (semantics C12). All of them share one thread of the operating system (D7), see `Machine.compute`.
 */
export class Greenlets implements Worker {
  private readonly machine: Machine;
  private readonly host: WebHost;
  private readonly process: number;
  /** By user: the greenlet of the idle connection. */
  private readonly idle = new Map<number, number>();

  constructor(machine: Machine, host: WebHost, process: number) {
    this.machine = machine;
    this.host = host;
    this.process = process;
  }

  enter(task: number, user: number): void {
    const known = this.idle.get(user);
    this.idle.delete(user);
    this.host.begin(task, known ?? this.machine.threads.take(), this.process, known === undefined);
  }

  leave(task: number, user: number, open: boolean): void {
    const greenlet = this.machine.tasks.thread[task]!;
    if (open) this.idle.set(user, greenlet);
    else this.host.threadEnded(greenlet);
  }

  closed(user: number): void {
    this.host.threadEnded(this.idle.get(user)!);
    this.idle.delete(user);
  }

  end(): readonly number[] {
    const all = [...this.idle.values()];
    this.idle.clear();
    return all;
  }

  waiting(): readonly number[] {
    return [];
  }
}
