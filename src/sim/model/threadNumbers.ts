import { LineLinks } from '../stations/waitingLine.ts';

/** Numbers for threads; those of threads that have ended are used again. */
export class ThreadNumbers {
  /** A thread is idle in one line at a time. */
  readonly links = new LineLinks(64);
  private readonly free: number[] = [];
  private used = 0;

  take(): number {
    return this.free.pop() ?? this.append();
  }

  giveBack(thread: number): void {
    this.free.push(thread);
  }

  private append(): number {
    if (this.used === this.links.after.length) this.links.grow(this.used * 2);
    return this.used++;
  }
}
