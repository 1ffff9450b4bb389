import type { DatabaseAccess } from './databaseAccess.ts';
import type { Interpreter } from './interpreter.ts';
import type { Machine } from './machine.ts';
import type { Postgres } from './postgres.ts';
import type { Statements } from './statements.ts';
import { IN_PGBOUNCER_QUEUE, IN_POOL_QUEUE, ORPHANED_QUERY } from './tasks.ts';

/** Tasks whose process is killed, and the statements that backends go on with for nobody (semantics A11). */
export class Orphans {
  private readonly machine: Machine;
  private readonly postgres: Postgres;
  private readonly access: DatabaseAccess;
  private readonly interpreter: Interpreter;
  private readonly statements: Statements;

  constructor(
    machine: Machine,
    postgres: Postgres,
    access: DatabaseAccess,
    interpreter: Interpreter,
    statements: Statements,
  ) {
    this.machine = machine;
    this.postgres = postgres;
    this.access = access;
    this.interpreter = interpreter;
    this.statements = statements;
  }

  /** The process of `task` is killed: the task is taken out of wherever it waits, and its connection ends. */
  kill(task: number): void {
    const { access } = this;
    const { tasks } = this.machine;
    const executing = this.interpreter.isExecuting(task);
    if (tasks.connecting[task]! >= 0) access.clientConnector.abandon(task);
    if (executing) tasks.kind[task] = ORPHANED_QUERY;
    else if (tasks.place[task] === IN_PGBOUNCER_QUEUE) access.poolerOf(task).abandon(task);
    else if (tasks.place[task] === IN_POOL_QUEUE) {
      access.pools[tasks.process[task]!]!.abandon(task);
    } else this.machine.takeOut(task);
    this.statements.abandon(task, executing);
    access.connections.kill(task, executing);
  }

  /** The backend of a killed worker goes on with its statement, then finds that its client is gone (semantics A11). */
  goOn(task: number): void {
    if (!this.interpreter.finishStatement(task)) this.ended(task);
  }

  /** The statement of a task whose client is gone is over. */
  ended(task: number): void {
    this.postgres.close();
    this.machine.tasks.remove(task);
  }
}
