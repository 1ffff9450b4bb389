import { WaitingLine } from '../../stations/waitingLine.ts';
import { IN_PGBOUNCER_QUEUE, NOWHERE, type Tasks } from '../tasks.ts';

/** The clients of one pool that wait, first come first served (semantics B10), and since when. */
export class WaitingClients {
  readonly forServer: WaitingLine;
  /** Those that log in before the pool has had its first server (semantics B2). */
  readonly forWelcome: WaitingLine;
  /** Both, in the order in which they are gone through. */
  readonly lines: readonly WaitingLine[];
  private readonly tasks: Tasks;

  constructor(tasks: Tasks) {
    this.tasks = tasks;
    this.forServer = new WaitingLine(tasks.links);
    this.forWelcome = new WaitingLine(tasks.links);
    this.lines = [this.forServer, this.forWelcome];
  }

  get count(): number {
    return this.forServer.length + this.forWelcome.length;
  }

  /** `task` joins the tail of `line` at `now`. */
  join(line: WaitingLine, task: number, now: number): void {
    this.tasks.place[task] = IN_PGBOUNCER_QUEUE;
    this.tasks.waitingSince[task] = now;
    line.push(task);
  }

  /** Takes the first of `line`, which is not empty. */
  take(line: WaitingLine): number {
    const task = line.shift();
    this.tasks.place[task] = NOWHERE;
    return task;
  }

  /** Takes a client that has waited for longer than `patience` s (0: for ever) at `now`; -1: none has. */
  takeImpatient(patience: number, now: number): number {
    if (patience === 0) return -1;
    for (const line of this.lines) {
      if (this.waited(line, now) > patience) return this.take(line);
    }
    return -1;
  }

  /** s that the first of `line` has waited at `now`; 0 when it is empty. */
  waited(line: WaitingLine, now: number): number {
    return line.length > 0 ? now - this.tasks.waitingSince[line.first]! : 0;
  }

  /** s that anybody has waited at `now` at the most; 0 when nobody waits. */
  longest(now: number): number {
    return Math.max(...this.lines.map((line) => this.waited(line, now)));
  }

  /** `task` is taken out from wherever it stands. */
  remove(task: number): void {
    const logsIn = this.tasks.connecting[task]! >= 0;
    (logsIn ? this.forWelcome : this.forServer).remove(task);
  }
}
