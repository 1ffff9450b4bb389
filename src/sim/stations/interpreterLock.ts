import { ACQUIRE, type EventList } from '../kernel/eventList.ts';
import type { ProcessorSharing } from './processorSharing.ts';
import { type LineLinks, WaitingLine } from './waitingLine.ts';

/** By task: what interpreter locks keep of those that hold them or wait for them. */
export interface LockTasks {
  /** CPU s still to do. */
  readonly remaining: Float64Array;
  readonly links: LineLinks;
}

/**
 * The global interpreter lock of one Python process: one thread at a time runs Python code, on a core that it shares with
 * everything else on the machine. A thread that waits for longer than the switch interval makes the holder drop the lock
 * and queue again at the tail (semantics C22), so short pieces of work wait behind long ones.
 */
export class InterpreterLock {
  private readonly events: EventList;
  private readonly cpu: ProcessorSharing;
  private readonly switchInterval: number;
  private readonly switchCode: number;
  private readonly process: number;
  private readonly waiting: WaitingLine;
  private readonly tasks: LockTasks;
  private holder = -1;
  private job = -1;
  private timer = -1;
  private heldSeconds = 0;
  private heldSince = 0;

  /**
   * `switchInterval` in s; Infinity: nobody takes the lock away from its holder. At the end of an interval `events` fires `switchCode` with `process`, upon which the model calls
   * `switchHolder()`. Jobs on `cpu` carry the owner `-1 - process`; when one completes the model calls `complete()`.
   */
  constructor(
    events: EventList,
    cpu: ProcessorSharing,
    switchInterval: number,
    switchCode: number,
    process: number,
    tasks: LockTasks,
  ) {
    this.events = events;
    this.cpu = cpu;
    this.switchInterval = switchInterval;
    this.switchCode = switchCode;
    this.process = process;
    this.tasks = tasks;
    this.waiting = new WaitingLine(tasks.links);
  }

  /** Seconds during which somebody has held the lock until `now` (s, not before the last event). */
  heldAt(now: number): number {
    return this.heldSeconds + (this.holder < 0 ? 0 : now - this.heldSince);
  }

  /** `task` asks for `demand` s of Python CPU; `complete()` returns it when that is done. */
  acquire(task: number, demand: number): void {
    this.tasks.remaining[task] = demand;
    if (this.holder < 0) {
      this.hold(task);
    } else {
      this.waiting.push(task);
      this.arm();
    }
  }

  /** The holder has done its work: the lock goes to the thread that waits longest. Returns the old holder. */
  complete(): number {
    const task = this.holder;
    this.handOver();
    return task;
  }

  /** The switch interval is over: the holder goes to the tail of the queue. */
  switchHolder(): void {
    this.timer = -1;
    const task = this.holder;
    this.tasks.remaining[task] = this.cpu.stop(this.job);
    this.waiting.push(task);
    this.handOver();
  }

  /** Takes `task` out, whether it holds the lock or waits for it. */
  abandon(task: number): void {
    if (this.holder === task) {
      this.cpu.stop(this.job);
      this.handOver();
    } else {
      this.waiting.remove(task);
    }
  }

  private handOver(): void {
    this.disarm();
    this.heldSeconds += this.events.now - this.heldSince;
    this.holder = -1;
    if (this.waiting.length > 0) this.hold(this.waiting.shift());
  }

  private hold(task: number): void {
    this.holder = task;
    this.heldSince = this.events.now;
    this.job = this.cpu.start(this.tasks.remaining[task]!, -1 - this.process);
    if (this.waiting.length > 0) this.arm();
  }

  private arm(): void {
    if (this.timer >= 0 || this.switchInterval === Infinity) return;
    this.timer = this.events.schedule(
      this.events.now + this.switchInterval,
      ACQUIRE,
      this.switchCode,
      this.process,
    );
  }

  private disarm(): void {
    if (this.timer >= 0) this.events.cancel(this.timer);
    this.timer = -1;
  }
}
