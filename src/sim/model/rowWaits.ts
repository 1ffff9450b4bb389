import { StreamBank } from '../kernel/randomStreams.ts';
import { RowLocks } from '../stations/rowLocks.ts';
import type { DatabaseTimeouts } from './databaseTimeouts.ts';
import type { Machine } from './machine.ts';
import type { CompiledQuery } from './program.ts';
import { IN_ROW_QUEUE } from './tasks.ts';

/** The rows that statements lock until their transactions end, and the waits for them (semantics A20). */
export class RowWaits {
  readonly locks: RowLocks;
  private readonly machine: Machine;
  private readonly timeouts: DatabaseTimeouts;
  private readonly draws: StreamBank;

  constructor(
    machine: Machine,
    timeouts: DatabaseTimeouts,
    queries: readonly CompiledQuery[],
    users: number,
    seed: number,
  ) {
    this.machine = machine;
    this.timeouts = timeouts;
    this.locks = new RowLocks(machine.tasks.links, (task) => this.granted(task));
    const drawsRows = queries.some(({ lockRows }) => lockRows > 1);
    this.draws = new StreamBank(seed, 'row lock', drawsRows ? users : 0);
  }

  /** Locks one of the rows of a query that locks any, or waits for it; true when the task waits. */
  wait(task: number, { lock, lockRows }: CompiledQuery): boolean {
    const { tasks } = this.machine;
    const row = lockRows === 1 ? 0 : this.draws.below(tasks.user[task]!, lockRows);
    if (this.locks.acquire(task, lock + row)) return false;
    tasks.place[task] = IN_ROW_QUEUE;
    this.timeouts.rowWanted(task);
    return true;
  }

  private granted(task: number): void {
    this.timeouts.rowGranted(task);
    this.machine.resumeSoon(task);
  }
}
