import type { Machine } from '../machine.ts';
import type { WebHost, WebTier } from './webTier.ts';

/**
 * Django's development server (semantics C8): one process, one thread for each TCP connection. With keep-alive a client
 * keeps its thread; without, each request starts one that ends after the response and leaks its connection (C9, M6).
 */
export class Runserver implements WebTier {
  private readonly machine: Machine;
  private readonly host: WebHost;
  private readonly process: number;
  private readonly keepAlive: boolean;
  private readonly threadOfUser = new Map<number, number>();
  /** By thread: it has a request. */
  private readonly busy: boolean[] = [];

  constructor(machine: Machine, host: WebHost, process: number, keepAlive: boolean) {
    this.machine = machine;
    this.host = host;
    this.process = process;
    this.keepAlive = keepAlive;
  }

  arrive(task: number): void {
    const user = this.machine.tasks.user[task]!;
    const kept = this.threadOfUser.get(user);
    if (kept !== undefined) {
      this.busy[kept] = true;
      this.host.begin(task, kept, this.process, false);
      return;
    }
    const thread = this.machine.threads.take();
    this.busy[thread] = true;
    if (this.keepAlive) this.threadOfUser.set(user, thread);
    this.host.begin(task, thread, this.process, true);
  }

  finished(task: number): void {
    const { tasks } = this.machine;
    const thread = tasks.thread[task]!;
    this.busy[thread] = false;
    if (this.threadOfUser.get(tasks.user[task]!) !== thread) {
      this.host.threadEnded(thread);
    }
  }

  hangUp(user: number): void {
    const thread = this.threadOfUser.get(user);
    this.threadOfUser.delete(user);
    if (thread !== undefined && !this.busy[thread]) this.host.threadEnded(thread);
  }

  /** There are no workers that could come and go, and idle connections are kept for ever. */
  keepaliveOver(): void {}
  workerReady(): void {}
  graceOver(): void {}

  lost(): readonly number[] {
    this.host.killRequests(this.process);
    this.host.processEnded(this.process, [...this.threadOfUser.values()]);
    this.threadOfUser.clear();
    return [];
  }

  back(): void {}
}
