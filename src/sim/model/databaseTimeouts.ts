import * as codes from './eventCodes.ts';
import type { Machine } from './machine.ts';
import type { Postgres as Settings } from './scenario/postgres.ts';
import { Timeout } from './timeout.ts';

/** The limits of time that PostgreSQL sets to statements and transactions, by task (semantics A19). */
export class DatabaseTimeouts {
  readonly statement: Timeout;
  readonly lock: Timeout;
  readonly deadlock: Timeout;
  readonly idleInTransaction: Timeout;
  readonly transaction: Timeout;

  constructor(machine: Machine, settings: Settings) {
    const timeout = (code: number, ms: number): Timeout => new Timeout(machine, code, ms / 1000);
    this.statement = timeout(codes.STATEMENT_TIMER, settings.statement_timeout);
    this.lock = timeout(codes.LOCK_TIMER, settings.lock_timeout);
    this.deadlock = timeout(codes.DEADLOCK_TIMER, settings.deadlock_timeout);
    this.idleInTransaction = timeout(
      codes.IDLE_IN_TRANSACTION_TIMER,
      settings.idle_in_transaction_session_timeout,
    );
    this.transaction = timeout(codes.TRANSACTION_TIMER, settings.transaction_timeout);
  }

  /** The backend has a statement. */
  statementBegins(task: number, inTransaction: boolean): void {
    this.statement.start(task);
    if (!inTransaction) return;
    this.idleInTransaction.stop(task);
    this.transaction.start(task);
  }

  /** The backend waits for a row. */
  rowWanted(task: number): void {
    this.lock.start(task);
    this.deadlock.start(task);
  }

  rowGranted(task: number): void {
    this.lock.stop(task);
    this.deadlock.stop(task);
  }

  /** The client is committing, or gone: between statements nothing runs out any more. */
  transactionEnds(task: number): void {
    this.idleInTransaction.stop(task);
    this.transaction.stop(task);
  }

  stopAll(task: number): void {
    this.statement.stop(task);
    this.rowGranted(task);
    this.transactionEnds(task);
  }
}
