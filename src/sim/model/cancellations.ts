import type { RowLocks } from '../stations/rowLocks.ts';
import { type Connections, NONE } from './connections.ts';
import type { DatabaseTimeouts } from './databaseTimeouts.ts';
import * as codes from './eventCodes.ts';
import * as failures from './failures.ts';
import type { Machine } from './machine.ts';
import { NO_SERVER } from './pgbouncer/pgbouncer.ts';
import { IN_ROW_QUEUE, NOWHERE, ORPHANED_QUERY } from './tasks.ts';

/** What cancellations ask of the stack around them. */
export interface CancellationsHost {
  /** The statement of `task` has failed. */
  fail(task: number, failure: number): void;
  /** The statement of a task whose client is gone is over. */
  orphanEnded(task: number): void;
}

/** What PostgreSQL ends before its time: statements by a timeout or a deadlock, sessions by a timeout or a restart. */
export class Cancellations {
  private readonly machine: Machine;
  private readonly connections: Connections;
  private readonly locks: RowLocks;
  private readonly timeouts: DatabaseTimeouts;
  private readonly executing: number;
  private readonly host: CancellationsHost;

  /** From stage `executing` on, a backend has the statement of a task. */
  constructor(
    machine: Machine,
    connections: Connections,
    locks: RowLocks,
    timeouts: DatabaseTimeouts,
    executing: number,
    host: CancellationsHost,
  ) {
    this.machine = machine;
    this.connections = connections;
    this.locks = locks;
    this.timeouts = timeouts;
    this.executing = executing;
    this.host = host;
  }

  /** The timer `code` of `task` has fired (semantics A19). */
  timedOut(code: number, task: number): void {
    const { timeouts } = this;
    switch (code) {
      case codes.STATEMENT_TIMER:
        timeouts.statement.fired(task);
        this.cancel(task, failures.STATEMENT_TIMEOUT);
        break;
      case codes.LOCK_TIMER:
        timeouts.lock.fired(task);
        this.cancel(task, failures.LOCK_TIMEOUT);
        break;
      case codes.DEADLOCK_TIMER:
        // Who has waited for so long looks whether it waits for itself, and is the victim then.
        timeouts.deadlock.fired(task);
        if (this.locks.isDeadlocked(task)) this.cancel(task, failures.DEADLOCK);
        break;
      case codes.IDLE_IN_TRANSACTION_TIMER:
        timeouts.idleInTransaction.fired(task);
        this.endSession(task, failures.IDLE_IN_TRANSACTION);
        break;
      default:
        timeouts.transaction.fired(task);
        this.breakOff(task, failures.TRANSACTION_TIMEOUT);
    }
  }

  /** Whether the session of `task` has ended behind its back: then the task has failed. */
  failsForLostSession(task: number): boolean {
    const connection = this.connections.of(task);
    const failure = this.connections.failureOf(connection);
    if (failure === failures.NO_FAILURE) return false;
    this.connections.end(connection, failures.CONNECTION_CLOSED);
    this.host.fail(task, failure);
    return true;
  }

  /** PostgreSQL ends the sessions that requests and orphaned statements have in use. */
  endSessions(failure: number): void {
    const { tasks } = this.machine;
    // Who fails may come back at once, in a row of its own.
    const { rows } = tasks;
    for (let task = 0; task < rows; task++) {
      if (tasks.kind[task] === ORPHANED_QUERY && tasks.place[task] !== NOWHERE) {
        this.cancel(task, failure);
      } else if (tasks.endpoint[task]! >= 0 && this.isLinked(this.connections.of(task))) {
        this.breakOff(task, failure);
      }
    }
  }

  /** Ends the session of `task`, which fails now if it waits for a statement, and else with the next one. */
  private breakOff(task: number, failure: number): void {
    const { tasks } = this.machine;
    const executing = tasks.stage[task]! >= this.executing && tasks.place[task] !== NOWHERE;
    if (executing) this.takeOut(task);
    this.endSession(task, failure);
    if (executing) this.failsForLostSession(task);
  }

  private isLinked(connection: number): boolean {
    if (connection === NONE || this.connections.failureOf(connection) !== failures.NO_FAILURE) {
      return false;
    }
    const { connections } = this;
    const isDirect = connections.poolerOf(connection) === null;
    return isDirect || connections.serverOf(connection) !== NO_SERVER;
  }

  /** Ends the statement of `task`; the session goes on. */
  private cancel(task: number, failure: number): void {
    this.takeOut(task);
    this.timeouts.stopAll(task);
    if (this.machine.tasks.kind[task] === ORPHANED_QUERY) {
      this.locks.releaseAll(task);
      this.host.orphanEnded(task);
    } else {
      this.host.fail(task, failure);
    }
  }

  private takeOut(task: number): void {
    const { tasks } = this.machine;
    if (tasks.place[task] === IN_ROW_QUEUE) {
      this.locks.withdraw(task);
      tasks.place[task] = NOWHERE;
    } else {
      this.machine.takeOut(task);
    }
  }

  /** Ends the session of `task`, which learns of it when it next uses it. */
  private endSession(task: number, failure: number): void {
    this.timeouts.stopAll(task);
    this.connections.end(this.connections.of(task), failure);
    this.locks.releaseAll(task);
  }
}
