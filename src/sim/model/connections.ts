import { CONNECTION_CLOSED, FUNCTIONAL, IDLE_SESSION, NO_FAILURE } from './failures.ts';
import { GarbageCollector } from './garbageCollector.ts';
import { IdleSessions } from './idleSessions.ts';
import type { Machine } from './machine.ts';
import { NO_SERVER, type PgBouncer } from './pgbouncer/pgbouncer.ts';
import type { Poolers } from './pgbouncer/poolers.ts';
import type { Postgres } from './postgres.ts';
import type { PsycopgPool } from './psycopgPool.ts';
import type { Scenario } from './scenario.ts';

export const NONE = -1;

/**
 * Django's database connections: one per thread, opened at the first query (semantics C1, C2), looked at only when that
 * thread starts or ends a request (C3, C4), left behind by threads that end (C9), or lent by a pool per process (C14).
 */
export class Connections {
  private readonly machine: Machine;
  private readonly postgres: Postgres;
  private readonly poolers: Poolers | null;
  private readonly pools: readonly PsycopgPool[];
  private readonly maxAge: number | null;
  /** By thread: its connection, or undefined. */
  private readonly ofThread: number[] = [];
  // By connection.
  private readonly openedAt: number[] = [];
  /** Tells connections of the same number apart. */
  private readonly serial: number[] = [];
  private readonly pooler: number[] = [];
  private readonly server: number[] = [];
  /** Why its session has ended behind the back of the thread that holds it; NO_FAILURE while it works. */
  private readonly failure: number[] = [];
  /** Used for the first time in this request: CONN_HEALTH_CHECKS looks at it (semantics C5). */
  private readonly unchecked: boolean[] = [];
  private readonly free: number[] = [];
  private readonly idle: IdleSessions;
  private readonly garbage: GarbageCollector;

  constructor(
    machine: Machine,
    postgres: Postgres,
    poolers: Poolers | null,
    pools: readonly PsycopgPool[],
    scenario: Scenario,
    seed: number,
  ) {
    this.machine = machine;
    this.postgres = postgres;
    this.poolers = poolers;
    this.pools = pools;
    this.maxAge = scenario.django.CONN_MAX_AGE;
    const { requests_per_gc, failures_per_gc } = scenario.web;
    this.garbage = new GarbageCollector(
      requests_per_gc,
      failures_per_gc,
      seed,
      (connection, process) => {
        this.hangUp(connection);
        this.pools[process]?.lose();
      },
    );
    // Behind a pooler that takes the server away after each transaction it is the pooler's session that idles.
    const pooled = poolers !== null && scenario.pgbouncer?.pool_mode !== 'session';
    this.idle = new IdleSessions(
      machine,
      pooled ? 0 : scenario.postgres.idle_session_timeout / 1000,
    );
  }

  /** The connection of the task's thread, or NONE. */
  of(task: number): number {
    return this.ofThread[this.machine.tasks.thread[task]!] ?? NONE;
  }

  /** `task` has just opened a connection. */
  open(task: number): number {
    const connection = this.free.pop() ?? this.openedAt.length;
    this.openedAt[connection] = this.machine.now;
    this.serial[connection] = (this.serial[connection] ?? 0) + 1;
    this.pooler[connection] = this.machine.tasks.pooler[task]!;
    this.server[connection] = NO_SERVER;
    this.failure[connection] = NO_FAILURE;
    this.unchecked[connection] = false;
    this.idle.opened(connection);
    return connection;
  }

  /** The thread of `task` uses `connection` from now on. */
  attach(task: number, connection: number): void {
    const { thread, process } = this.machine.tasks;
    this.ofThread[thread[task]!] = connection;
    if (connection !== NONE) this.garbage.opened(connection, thread[task]!, process[task]!);
  }

  /** The PgBouncer that the connection goes to; null without any. */
  poolerOf(connection: number): PgBouncer | null {
    return this.poolers === null ? null : this.poolers.all[this.pooler[connection]!]!;
  }

  /** Tells connections of the same number apart. */
  serialOf(connection: number): number {
    return this.serial[connection]!;
  }

  /** The server that PgBouncer has linked to the connection, or NO_SERVER. */
  serverOf(connection: number): number {
    return this.server[connection]!;
  }

  link(connection: number, server: number): void {
    this.server[connection] = server;
  }

  /** Why the session has ended behind the back of its thread; NO_FAILURE while it works. */
  failureOf(connection: number): number {
    return this.failure[connection]!;
  }

  sessionUsed(connection: number): void {
    this.idle.used(connection);
  }

  sessionRests(connection: number): void {
    this.idle.rests(connection);
  }

  /** PostgreSQL ends the session; its thread learns `failure` when it next uses the connection. */
  end(connection: number, failure: number): void {
    if (this.failure[connection] === NO_FAILURE) {
      const pooler = this.poolerOf(connection);
      pooler?.leaveUnclean(this.server[connection]!);
      this.postgres.close();
    }
    this.broken(connection, failure);
  }

  /** PostgreSQL ends all sessions; a client of PgBouncer that is linked to no server has none. */
  endAll(failure: number): void {
    const free = new Set(this.free);
    for (let connection = 0; connection < this.openedAt.length; connection++) {
      if (free.has(connection) || this.failure[connection] !== NO_FAILURE) continue;
      if (this.poolers === null || this.server[connection] !== NO_SERVER) {
        this.end(connection, failure);
      }
    }
  }

  /** PgBouncer has disconnected the client: the connection stays with its thread, and fails, until the request ends. */
  disconnected(connection: number): void {
    this.broken(connection, CONNECTION_CLOSED);
  }

  /** The connection has been idle for `idle_session_timeout`, or would have been if it had not been used. */
  idleSessionTimedOut(connection: number): void {
    if (!this.idle.fired(connection)) return;
    // Behind PgBouncer only a server can be idle, and a client without one holds none.
    if (this.poolers !== null && this.server[connection] === NO_SERVER) return;
    this.end(connection, IDLE_SESSION);
  }

  private broken(connection: number, failure: number): void {
    this.failure[connection] = failure;
    this.server[connection] = NO_SERVER;
    this.idle.closed(connection);
  }

  /** Whether this is the first use of a reused connection in its request; only once. */
  takeUnchecked(task: number): boolean {
    const connection = this.of(task);
    const unchecked = this.unchecked[connection]!;
    this.unchecked[connection] = false;
    return unchecked;
  }

  requestStarted(task: number): void {
    const { thread, process } = this.machine.tasks;
    this.garbage.requestStarted(thread[task]!, process[task]!);
    this.closeIfOld(task);
    const connection = this.of(task);
    if (connection !== NONE) this.unchecked[connection] = true;
  }

  requestFinished(task: number): void {
    const { process, failure } = this.machine.tasks;
    const pool = this.pools[process[task]!];
    const connection = this.of(task);
    if (connection !== NONE && this.failure[connection] !== NO_FAILURE) {
      this.discard(task);
    } else if (pool === undefined) {
      this.closeIfOld(task);
    } else if (connection !== NONE) {
      this.attach(task, NONE);
      pool.give(connection);
    }
    const failed = failure[task] !== NO_FAILURE && failure[task] !== FUNCTIONAL;
    this.garbage.requestFinished(process[task]!, failed);
  }

  /** A Celery task is over; `close`: its child closes its connection, whatever CONN_MAX_AGE says (semantics E7). */
  taskFinished(task: number, close: boolean): void {
    const connection = this.of(task);
    this.requestFinished(task);
    if (!close || this.of(task) === NONE) return;
    this.attach(task, NONE);
    this.hangUp(connection);
  }

  /** The thread drops its broken connection. */
  discard(task: number): void {
    const connection = this.of(task);
    this.attach(task, NONE);
    this.free.push(connection);
    this.pools[this.machine.tasks.process[task]!]?.lose();
  }

  /**
   * The process of `task` is killed, and its connection with it. PgBouncer closes a server that is within a transaction, too.
   * A backend that is `executing` notices only at the end of its statement (semantics A11): the caller then frees its slot.
   */
  kill(task: number, executing: boolean): void {
    const connection = this.of(task);
    if (connection === NONE) return;
    this.attach(task, NONE);
    const { tasks } = this.machine;
    if (this.failure[connection] !== NO_FAILURE) {
      this.free.push(connection);
    } else if (!executing && tasks.inTransaction[task] === 0) {
      this.hangUp(connection);
    } else {
      this.idle.closed(connection);
      this.free.push(connection);
      const pooler = this.poolerOf(connection);
      const server = this.server[connection]!;
      const backend = pooler === null || server !== NO_SERVER;
      pooler?.leaveUnclean(server);
      if (backend && !executing) this.postgres.close();
    }
    this.pools[tasks.process[task]!]?.lose();
  }

  /** A thread ends; nobody closes its connection until the garbage collector comes (semantics C9, M6). */
  threadEnded(thread: number): void {
    const connection = this.ofThread[thread] ?? NONE;
    if (connection !== NONE) this.garbage.leak(connection);
    this.ofThread[thread] = NONE;
  }

  /** A process ends: the kernel closes what its threads had open, the connections in its pool included (semantics D6). */
  processEnded(process: number, threads: readonly number[]): void {
    for (const thread of threads) this.threadEnded(thread);
    this.garbage.processEnded(process);
    const pool = this.pools[process];
    if (pool === undefined) return;
    // A new process fills its pool when it is first asked.
    for (const connection of pool.drop()) this.hangUp(connection);
  }

  /** Age counts from the connect; 0 closes at the end of the request, null never (semantics C3). */
  private closeIfOld(task: number): void {
    const connection = this.of(task);
    if (connection === NONE || this.maxAge === null || this.pools.length > 0) return;
    if (this.machine.now - this.openedAt[connection]! < this.maxAge) return;
    this.attach(task, NONE);
    this.hangUp(connection);
  }

  /** Closes a connection that no thread holds. */
  hangUp(connection: number): void {
    this.free.push(connection);
    if (this.failure[connection] !== NO_FAILURE) return;
    this.idle.closed(connection);
    const pooler = this.poolerOf(connection);
    if (pooler === null) this.postgres.close();
    else pooler.leave(this.server[connection]!);
  }
}
