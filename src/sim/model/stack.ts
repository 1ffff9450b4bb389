import type { Observer } from '../observe/observer.ts';
import type { Celery, CeleryUse } from './celery.ts';
import type { Connections } from './connections.ts';
import type { DatabaseAccess } from './databaseAccess.ts';
import * as codes from './eventCodes.ts';
import type { Faults } from './faults.ts';
import type { Interpreter } from './interpreter.ts';
import type { Machine } from './machine.ts';
import type { Orphans } from './orphans.ts';
import { Parts } from './parts.ts';
import type { PoolRow } from './pgbouncer/showPool.ts';
import type { StatsRow } from './pgbouncer/poolCounters.ts';
import type { Poolers } from './pgbouncer/poolers.ts';
import type { Postgres } from './postgres.ts';
import type { PsycopgPool } from './psycopgPool.ts';
import type { Requests } from './requests.ts';
import type { Scenario } from './scenario.ts';
import type { Statements } from './statements.ts';
import { HASH_LANE, NOWHERE, ORPHANED_QUERY, UNATTENDED } from './tasks.ts';

/** Stage of a request whose thread is still to begin with it. */
const BEGINNING = -1;

/**
 * The system under study: virtual users, web tier, Django's connections, PgBouncer, PostgreSQL. It owns the loop that hands
 * each event to the part that it belongs to.
 */
export class Stack {
  readonly machine: Machine;
  readonly postgres: Postgres;
  private readonly requests: Requests;
  private readonly poolers: Poolers | null;
  private readonly pools: readonly PsycopgPool[];
  private readonly connections: Connections;
  private readonly access: DatabaseAccess;
  private readonly statements: Statements;
  private readonly interpreter: Interpreter;
  private readonly orphans: Orphans;
  private readonly celery: Celery | null;
  private readonly faults: Faults;

  constructor(scenario: Scenario, seed: number, observer: Observer) {
    const parts = new Parts(scenario, seed, observer, { begin: (task) => this.begin(task) });
    // Held here as well: each event asks for one of them.
    this.machine = parts.machine;
    this.postgres = parts.postgres;
    this.requests = parts.requests;
    this.poolers = parts.access.poolers;
    this.pools = parts.access.pools;
    this.connections = parts.access.connections;
    this.access = parts.access;
    this.statements = parts.statements;
    this.interpreter = parts.interpreter;
    this.orphans = parts.orphans;
    this.celery = parts.celery;
    this.faults = parts.faults;
    for (const pool of this.pools) pool.open();
  }

  /**
   * Fires events up to and including `until` (s) or until `maxEvents` have fired; true when nothing is left to do before
   * `until`.
   */
  advance(until: number, maxEvents: number): boolean {
    const { events } = this.machine;
    const lastEvent = events.fired + maxEvents;
    while (events.nextTime <= until) {
      if (events.fired >= lastEvent) return false;
      events.next();
      this.dispatch(events.code, events.arg);
    }
    return true;
  }

  /** Seconds for which the interpreter locks of all web processes have been held until `now` (s, not before the last event). */
  heldInterpreterSeconds(now: number): number {
    const { locks, webProcesses } = this.machine;
    let seconds = 0;
    for (let process = 0; process < webProcesses; process++) seconds += locks[process]!.heldAt(now);
    return seconds;
  }

  /** Share of the web machine's CPU work until `now` (s, not before the last event) that was password hashes. */
  hashingShare(now: number): number {
    const work = this.machine.webBusyAt(now) * this.machine.speed;
    return work === 0 ? 0 : Math.min(1, this.interpreter.hashSeconds / work);
  }

  /** What has become of Celery's tasks until `now` (s, not before the last event); null without Celery. */
  celeryUse(now: number): CeleryUse | null {
    return this.celery?.use(now) ?? null;
  }

  /** `SHOW POOLS` of each PgBouncer process at `now` (s, not before the last event; semantics B21). */
  showPools(now: number): PoolRow[] {
    return (this.poolers?.all ?? []).map((pooler) => pooler.showPool(now));
  }

  /** `SHOW STATS` of each PgBouncer process at `now` (s, not before the last event; semantics B22). */
  showStats(now: number): StatsRow[] {
    return (this.poolers?.all ?? []).map((pooler) => pooler.showStats(now));
  }

  /** Tells the observer of the requests that are still in flight. */
  end(): void {
    this.requests.end();
  }

  private dispatch(code: number, arg: number): void {
    switch (code) {
      case codes.RESUME:
        this.resume(arg);
        break;
      case codes.WEB_CPU:
        this.jobDone(this.machine.webCpus[arg]!.complete());
        break;
      case codes.CELERY_CPU:
        this.jobDone(this.machine.celeryJobDone());
        break;
      case codes.POSTGRES_CPU:
        this.jobDone(this.machine.postgresCpu.complete());
        break;
      case codes.SWITCH_THREAD:
        this.machine.locks[arg]!.switchHolder();
        break;
      case codes.STAGE:
        this.requests.users.enterStage(arg);
        break;
      case codes.DISPATCH:
        this.requests.users.dispatch();
        break;
      case codes.FAULT_BEGINS:
        this.faults.begin(arg);
        break;
      case codes.FAULT_ENDS:
        this.faults.end(arg);
        break;
      case codes.ARRIVAL_STAGE:
        this.requests.users.enterArrivalStage(arg);
        break;
      case codes.ARRIVAL:
        this.requests.users.arrive();
        break;
      case codes.WAKE:
        this.requests.users.wake(arg);
        break;
      case codes.ARRIVE:
        this.requests.arrive(arg);
        break;
      case codes.SLOT_FREE:
        this.postgres.exited(arg);
        break;
      case codes.SLOTS_RELEASED:
        this.postgres.slotsReleased(arg);
        break;
      case codes.PGBOUNCER_MAINTENANCE:
        this.poolers!.all[arg]!.maintain();
        break;
      case codes.PGBOUNCER_RETRY:
        this.poolers!.all[arg]!.retry();
        break;
      case codes.POOL_TIMER:
        this.pools[this.machine.tasks.process[arg]!]!.timedOut(arg);
        break;
      case codes.POOL_RETRY:
        this.pools[this.machine.tasks.process[arg]!]!.retry(arg);
        break;
      case codes.POOL_SHRINK:
        this.pools[arg]!.shrink();
        break;
      case codes.CLIENT_TIMER:
        this.requests.clientTimedOut(arg);
        break;
      case codes.WORKER_TIMER:
        this.requests.workerTimedOut(arg);
        break;
      case codes.KEEPALIVE_OVER:
        this.requests.web.keepaliveOver(arg);
        break;
      case codes.WORKER_READY:
        this.requests.web.workerReady(arg);
        break;
      case codes.GRACE_OVER:
        this.requests.web.graceOver(arg);
        break;
      case codes.CONNECT_TIMEOUT:
        this.requests.connectTimedOut(arg);
        break;
      case codes.PGBOUNCER_LOGIN_TIMER:
        this.poolers!.all[arg]!.loginTimedOut();
        break;
      case codes.STATEMENT_TIMER:
      case codes.LOCK_TIMER:
      case codes.DEADLOCK_TIMER:
      case codes.IDLE_IN_TRANSACTION_TIMER:
      case codes.TRANSACTION_TIMER:
        this.statements.cancellations.timedOut(code, arg);
        break;
      case codes.IDLE_SESSION_TIMER:
        this.connections.idleSessionTimedOut(arg);
        break;
      default:
        throw new RangeError(`no part of the stack knows event ${code}`);
    }
  }

  /** A job on the web machine is done: a thread's own, or the one of the interpreter lock of process -1 - owner. */
  private jobDone(owner: number): void {
    this.resume(owner >= 0 ? owner : this.machine.lockedJobDone(owner));
  }

  private resume(task: number): void {
    const { tasks } = this.machine;
    tasks.place[task] = NOWHERE;
    if (tasks.kind[task] === UNATTENDED) {
      tasks.remove(task);
    } else if (tasks.kind[task] === ORPHANED_QUERY) {
      this.orphans.goOn(task);
    } else if (tasks.kind[task] === HASH_LANE) {
      if (this.machine.laneEnded(task)) this.resume(tasks.pc[task]!);
    } else if (tasks.connecting[task]! >= 0) {
      this.access.goOn(task);
    } else if (tasks.stage[task] === BEGINNING) {
      this.connections.requestStarted(task);
      this.interpreter.load(task, this.requests.hasToken(tasks.user[task]!));
      this.interpreter.run(task);
    } else {
      this.interpreter.run(task);
    }
  }

  private begin(task: number): void {
    this.machine.tasks.stage[task] = BEGINNING;
  }
}
