import type { Machine } from '../machine.ts';
import type { WebHost } from './webTier.ts';
import type { Worker } from './workers.ts';

/**
 * A uvicorn process with Django's ASGI handler: the synchronous code of each request runs on a thread of its own that ends
 * with the request (semantics C13), so that a database connection which is kept is a connection lost.
 */
export class RequestThreads implements Worker {
  private readonly machine: Machine;
  private readonly host: WebHost;
  private readonly process: number;

  constructor(machine: Machine, host: WebHost, process: number) {
    this.machine = machine;
    this.host = host;
    this.process = process;
  }

  enter(task: number): void {
    this.host.begin(task, this.machine.threads.take(), this.process, true);
  }

  leave(task: number): void {
    this.host.threadEnded(this.machine.tasks.thread[task]!);
  }

  closed(): void {}

  end(): readonly number[] {
    return [];
  }

  waiting(): readonly number[] {
    return [];
  }
}
