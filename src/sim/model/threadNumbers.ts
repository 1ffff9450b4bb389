/** Numbers for threads; those of threads that have ended are used again. */
export class ThreadNumbers {
  private readonly free: number[] = [];
  private used = 0;

  take(): number {
    return this.free.pop() ?? this.used++;
  }

  giveBack(thread: number): void {
    this.free.push(thread);
  }
}
