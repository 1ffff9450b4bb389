import type { Machine } from '../machine.ts';
import type { PgBouncer } from './pgbouncer.ts';

/**
 * The PgBouncer processes, each with a pool and limits of its own: PostgreSQL sees the sum (semantics B24). A new client
 * connection goes to the next one in turn, as behind a balancer.
 */
export class Poolers {
  readonly all: readonly PgBouncer[];
  private readonly machine: Machine;
  private turn = 0;

  constructor(machine: Machine, all: readonly PgBouncer[]) {
    this.machine = machine;
    this.all = all;
  }

  /** Chooses the process at which `task` logs in. */
  choose(task: number): void {
    this.machine.tasks.pooler[task] = this.turn;
    this.turn = (this.turn + 1) % this.all.length;
  }

  /** The process at which `task` logs in, or for which it logs in at PostgreSQL. */
  of(task: number): PgBouncer {
    return this.all[this.machine.tasks.pooler[task]!]!;
  }
}
