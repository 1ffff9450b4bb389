import type { Connections } from './connections.ts';
import type { Demands } from './demands.ts';
import { NOT_PREPARED, PreparedStatements } from './preparedStatements.ts';
import type { CompiledQuery } from './program.ts';
import type { Scenario } from './scenario.ts';

/** What a statement costs its backend: to execute it, and to plan it unless it is prepared (semantics B18). */
export class StatementWork {
  private readonly demands: Demands;
  private readonly connections: Connections;
  /** Null when the driver prepares nothing. */
  private readonly prepared: PreparedStatements | null;
  /** By task: 1 when its statement has to be planned. */
  private readonly planned: number[] = [];

  constructor({ django, pgbouncer }: Scenario, demands: Demands, connections: Connections) {
    this.demands = demands;
    this.connections = connections;
    this.prepared =
      django.prepare_threshold === null
        ? null
        : new PreparedStatements(django.prepare_threshold, pgbouncer?.max_prepared_statements ?? 0);
  }

  /** Whether the backend of `task` can make a plan for query `index`: not if PgBouncer knows nothing of prepared ones. */
  plans(task: number, index: number, { plan }: CompiledQuery): boolean {
    if (plan === 0 || this.prepared === null) return true;
    this.planned[task] = this.prepared.plan(this.connections, this.connections.of(task), index);
    return this.planned[task] !== NOT_PREPARED;
  }

  /** CPU s of the backend for the statement of `task`. */
  of(task: number, { server, plan }: CompiledQuery): number {
    const work = this.demands.sample(task, server);
    if (plan === 0) return work;
    return this.prepared === null || this.planned[task] === 1 ? work + plan : work;
  }
}
