import type { Machine } from './machine.ts';
import type { PgBouncer } from './pgbouncer.ts';
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
  private readonly pgbouncer: PgBouncer | null;
  private readonly pools: readonly PsycopgPool[];
  private readonly maxAge: number | null;
  private readonly requestsPerGc: number;
  /** By thread: its connection, or undefined. */
  private readonly ofThread: number[] = [];
  // By connection.
  private readonly openedAt: number[] = [];
  private readonly linked: boolean[] = [];
  /** Used for the first time in this request: CONN_HEALTH_CHECKS looks at it (semantics C5). */
  private readonly unchecked: boolean[] = [];
  private readonly free: number[] = [];
  // By process: connections of threads that have ended, and requests since the last garbage collection.
  private readonly leaked: number[][] = [];
  private readonly requests: number[] = [];

  constructor(
    machine: Machine,
    postgres: Postgres,
    pgbouncer: PgBouncer | null,
    pools: readonly PsycopgPool[],
    scenario: Scenario,
  ) {
    this.machine = machine;
    this.postgres = postgres;
    this.pgbouncer = pgbouncer;
    this.pools = pools;
    this.maxAge = scenario.django.CONN_MAX_AGE;
    this.requestsPerGc = scenario.web.requests_per_gc;
  }

  /** The connection of the task's thread, or NONE. */
  of(task: number): number {
    return this.ofThread[this.machine.tasks.thread[task]!] ?? NONE;
  }

  /** A connection has just been opened. */
  open(): number {
    const connection = this.free.pop() ?? this.openedAt.length;
    this.openedAt[connection] = this.machine.now;
    this.linked[connection] = false;
    this.unchecked[connection] = false;
    return connection;
  }

  /** The thread of `task` uses `connection` from now on. */
  attach(task: number, connection: number): void {
    this.ofThread[this.machine.tasks.thread[task]!] = connection;
  }

  /** Whether PgBouncer has linked a server to the connection. */
  isLinked(connection: number): boolean {
    return this.linked[connection]!;
  }

  link(connection: number, linked: boolean): void {
    this.linked[connection] = linked;
  }

  /** Whether this is the first use of a reused connection in its request; only once. */
  takeUnchecked(task: number): boolean {
    const connection = this.of(task);
    const unchecked = this.unchecked[connection]!;
    this.unchecked[connection] = false;
    return unchecked;
  }

  requestStarted(task: number): void {
    this.closeIfOld(task);
    const connection = this.of(task);
    if (connection !== NONE) this.unchecked[connection] = true;
  }

  requestFinished(task: number): void {
    const { process } = this.machine.tasks;
    const pool = this.pools[process[task]!];
    if (pool === undefined) {
      this.closeIfOld(task);
    } else {
      const connection = this.of(task);
      this.attach(task, NONE);
      if (connection !== NONE) pool.give(connection);
    }
    this.collectGarbage(process[task]!);
  }

  /** PgBouncer has disconnected the thread's connection. */
  lost(task: number): void {
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
    if (!executing && tasks.inTransaction[task] === 0) {
      this.hangUp(connection);
    } else {
      this.free.push(connection);
      const backend = this.pgbouncer === null || this.linked[connection]!;
      if (this.pgbouncer !== null) this.pgbouncer.leaveUnclean(backend);
      if (backend && !executing) this.postgres.close();
    }
    this.pools[tasks.process[task]!]?.lose();
  }

  /** A thread ends; nobody closes its connection until the garbage collector comes (semantics C9, M6). */
  threadEnded(thread: number, process: number): void {
    const connection = this.ofThread[thread] ?? NONE;
    if (connection !== NONE) (this.leaked[process] ??= []).push(connection);
    delete this.ofThread[thread];
  }

  /** A process ends: the kernel closes what its threads had open, the connections in its pool included (semantics D6). */
  processEnded(process: number, threads: readonly number[]): void {
    for (const thread of threads) this.threadEnded(thread, process);
    this.closeLeaked(process);
    this.requests[process] = 0;
    const pool = this.pools[process];
    if (pool === undefined) return;
    for (const connection of pool.drop()) this.hangUp(connection);
    pool.open();
  }

  private collectGarbage(process: number): void {
    this.requests[process] = (this.requests[process] ?? 0) + 1;
    if (this.requests[process] < this.requestsPerGc) return;
    this.requests[process] = 0;
    this.closeLeaked(process);
  }

  private closeLeaked(process: number): void {
    const leaked = this.leaked[process] ?? [];
    while (leaked.length > 0) this.hangUp(leaked.pop()!);
  }

  /** Age counts from the connect; 0 closes at the end of the request, null never (semantics C3). */
  private closeIfOld(task: number): void {
    const connection = this.of(task);
    if (connection === NONE || this.maxAge === null || this.pools.length > 0) return;
    if (this.machine.now - this.openedAt[connection]! < this.maxAge) return;
    this.attach(task, NONE);
    this.hangUp(connection);
  }

  private hangUp(connection: number): void {
    this.free.push(connection);
    if (this.pgbouncer === null) this.postgres.close();
    else this.pgbouncer.leave(this.linked[connection]!);
  }
}
