import type { Machine } from './machine.ts';

/** One kind of timeout of tasks; with 0 s it never fires and costs nothing. */
export class Timeout {
  private readonly machine: Machine;
  private readonly code: number;
  private readonly seconds: number;
  /** By task: the scheduled event, or undefined. */
  private readonly timers: (number | undefined)[] = [];

  /** When it fires, the event `code` carries the task, upon which the model calls `fired`. */
  constructor(machine: Machine, code: number, seconds: number) {
    this.machine = machine;
    this.code = code;
    this.seconds = seconds;
  }

  /** Starts for `task`, unless it runs already. */
  start(task: number): void {
    if (this.seconds === 0 || this.timers[task] !== undefined) return;
    this.timers[task] = this.machine.after(this.seconds, this.code, task);
  }

  stop(task: number): void {
    if (this.seconds === 0) return;
    const timer = this.timers[task];
    if (timer === undefined) return;
    this.machine.events.cancel(timer);
    this.timers[task] = undefined;
  }

  fired(task: number): void {
    this.timers[task] = undefined;
  }
}
