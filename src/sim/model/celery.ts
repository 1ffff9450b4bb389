import { WaitingLine } from '../stations/waitingLine.ts';
import type { Machine } from './machine.ts';
import type { Celery as Settings } from './scenario/celery.ts';
import { CELERY_TASK, IN_BACKLOG, NOWHERE } from './tasks.ts';

/** What Celery asks of the stack around it. */
export interface CeleryHost {
  /** A child begins with the task. */
  begin(task: number): void;
}

/** What became of the tasks of a run. */
export interface CeleryUse {
  /** Tasks handed to the broker, and those that are done. */
  readonly enqueued: number;
  readonly finished: number;
  readonly failed: number;
  /** Most tasks that waited at once, in the broker or reserved by a worker. */
  readonly mostWaiting: number;
  /** s from enqueueing to begin, mean over the tasks begun; null: none. */
  readonly meanWaitS: number | null;
  /** Tasks that still wait at the end, and how long the oldest has waited, s. */
  readonly waiting: number;
  readonly oldestWaitS: number;
}

/**
 * A Celery queue over Redis (semantics E5-E7): workers of `concurrency` child processes, each of which does one task at a time
 * with a database connection of its own. A worker reserves up to `worker_prefetch_multiplier` times its concurrency beyond
 * what it works on, so that a task may wait behind a slow one while another worker is idle.
 */
export class Celery {
  private readonly machine: Machine;
  private readonly settings: Settings;
  private readonly host: CeleryHost;
  private readonly firstProcess: number;
  private readonly broker: WaitingLine;
  /** By worker: tasks reserved, and children without a task. */
  private readonly reserved: readonly WaitingLine[];
  private readonly idle: readonly number[][];
  /** By child: its thread, and tasks since its connection was opened. */
  private readonly threads: readonly number[];
  private readonly served: Int32Array;
  private nextWorker = 0;
  private enqueued = 0;
  private begun = 0;
  private finishedTasks = 0;
  private failed = 0;
  private waiting = 0;
  private mostWaiting = 0;
  private waitedS = 0;

  /** `firstProcess`: the first of the machine's processes that are children of Celery. */
  constructor(machine: Machine, settings: Settings, firstProcess: number, host: CeleryHost) {
    this.machine = machine;
    this.settings = settings;
    this.host = host;
    this.firstProcess = firstProcess;
    const { workers, concurrency } = settings;
    const { links } = machine.tasks;
    this.broker = new WaitingLine(links);
    this.reserved = Array.from({ length: workers }, () => new WaitingLine(links));
    this.idle = Array.from({ length: workers }, (_, worker) =>
      Array.from({ length: concurrency }, (_, child) => (worker + 1) * concurrency - 1 - child),
    );
    this.threads = Array.from({ length: workers * concurrency }, () => machine.threads.take());
    this.served = new Int32Array(workers * concurrency);
  }

  /** A task of program `program` reaches the broker, on behalf of `user`. */
  enqueue(program: number, user: number): void {
    const { tasks, now } = this.machine;
    const task = tasks.add(CELERY_TASK);
    tasks.endpoint[task] = program;
    tasks.user[task] = user;
    tasks.startedAt[task] = now;
    tasks.place[task] = IN_BACKLOG;
    this.broker.push(task);
    this.enqueued++;
    this.waiting++;
    this.fetch();
    this.mostWaiting = Math.max(this.mostWaiting, this.waiting);
  }

  /** A child is done with its task. True: its connection is to be closed (semantics E7). */
  finished(task: number, failed: boolean): boolean {
    const child = this.machine.tasks.process[task]! - this.firstProcess;
    const worker = Math.floor(child / this.settings.concurrency);
    this.finishedTasks++;
    if (failed) this.failed++;
    this.idle[worker]!.push(child);
    const reuse = this.settings.CELERY_DB_REUSE_MAX;
    if (reuse !== null && ++this.served[child]! < reuse) return false;
    this.served[child] = 0;
    return true;
  }

  /** Idle children take what waits. */
  goOn(): void {
    for (let worker = 0; worker < this.reserved.length; worker++) this.start(worker);
    this.fetch();
  }

  /** What has become of the tasks until `now` (s, not before the last event). */
  use(now: number): CeleryUse {
    const queues = [this.broker, ...this.reserved].filter((queue) => queue.length > 0);
    const oldest = queues.map((queue) => now - this.machine.tasks.startedAt[queue.first]!);
    return {
      enqueued: this.enqueued,
      finished: this.finishedTasks,
      failed: this.failed,
      mostWaiting: this.mostWaiting,
      meanWaitS: this.begun === 0 ? null : this.waitedS / this.begun,
      waiting: this.waiting,
      oldestWaitS: Math.max(0, ...oldest),
    };
  }

  /** Workers with room take tasks from the broker in turn. */
  private fetch(): void {
    const { length } = this.reserved;
    for (let refused = 0; this.broker.length > 0 && refused < length;) {
      const worker = this.nextWorker;
      this.nextWorker = (worker + 1) % length;
      if (!this.hasRoom(worker)) {
        refused++;
        continue;
      }
      refused = 0;
      this.reserved[worker]!.push(this.broker.shift());
      this.start(worker);
    }
  }

  private hasRoom(worker: number): boolean {
    const { concurrency, worker_prefetch_multiplier } = this.settings;
    if (this.idle[worker]!.length > 0 || worker_prefetch_multiplier === 0) return true;
    return this.reserved[worker]!.length < concurrency * worker_prefetch_multiplier;
  }

  private start(worker: number): void {
    const { tasks, now } = this.machine;
    const reserved = this.reserved[worker]!;
    const idle = this.idle[worker]!;
    while (reserved.length > 0 && idle.length > 0) {
      const task = reserved.shift();
      const child = idle.pop()!;
      this.waiting--;
      this.begun++;
      this.waitedS += now - tasks.startedAt[task]!;
      tasks.place[task] = NOWHERE;
      tasks.process[task] = this.firstProcess + child;
      tasks.thread[task] = this.threads[child]!;
      this.host.begin(task);
    }
  }
}
