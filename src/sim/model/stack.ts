import { StreamBank } from '../kernel/randomStreams.ts';
import type { Observer } from '../observe/observer.ts';
import { Celery, type CeleryUse } from './celery.ts';
import { Connections } from './connections.ts';
import { Connector, NOT_YET } from './connector.ts';
import { DatabaseRestart } from './databaseRestart.ts';
import { Demands } from './demands.ts';
import * as codes from './eventCodes.ts';
import { NO_FAILURE } from './failures.ts';
import { Faults } from './faults.ts';
import { Interpreter } from './interpreter.ts';
import { Machine } from './machine.ts';
import { ClientLogin } from './pgbouncer/clientLogin.ts';
import { NO_SERVER, PgBouncer, type PgBouncerHost, type PoolRow } from './pgbouncer/pgbouncer.ts';
import type { StatsRow } from './pgbouncer/poolCounters.ts';
import { Poolers } from './pgbouncer/poolers.ts';
import { Postgres } from './postgres.ts';
import { compilePrograms } from './program.ts';
import { PsycopgPool } from './psycopgPool.ts';
import { Requests } from './requests.ts';
import type { Scenario } from './scenario.ts';
import { Statements } from './statements.ts';
import { mostUsers } from './users.ts';
import {
  BACKGROUND_THREAD,
  CELERY_TASK,
  HASH_LANE,
  IN_PGBOUNCER_QUEUE,
  IN_POOL_QUEUE,
  NOWHERE,
  UNATTENDED,
  ORPHANED_QUERY,
  PGBOUNCER_LOGIN,
  REQUEST,
} from './tasks.ts';

/** Stage of a request whose thread is still to begin with it. */
const BEGINNING = -1;

/**
 * The system under study: virtual users, web tier, Django's connections, PgBouncer, PostgreSQL, wired together. It owns the
 * loop that hands each event to the part that it belongs to.
 */
export class Stack {
  readonly machine: Machine;
  readonly postgres: Postgres;
  private readonly scenario: Scenario;
  private readonly observer: Observer;
  private readonly requests: Requests;
  private readonly poolers: Poolers | null;
  private readonly pools: readonly PsycopgPool[];
  private readonly connections: Connections;
  private readonly connector: Connector;
  private readonly clientConnector: Connector | ClientLogin;
  private readonly statements: Statements;
  private readonly interpreter: Interpreter;
  private readonly celery: Celery | null;
  private readonly faults: Faults;

  constructor(scenario: Scenario, seed: number, observer: Observer) {
    this.scenario = scenario;
    this.observer = observer;
    const machine = new Machine(scenario, seed);
    this.machine = machine;
    this.postgres = new Postgres(machine, scenario.postgres, (now, used) =>
      observer.slotsChanged(now, used),
    );
    this.connector = new Connector(machine, this.postgres, scenario);
    this.poolers = scenario.pgbouncer === null ? null : this.createPoolers(scenario.pgbouncer);
    this.clientConnector =
      this.poolers === null || scenario.pgbouncer === null
        ? this.connector
        : new ClientLogin(machine, this.poolers, scenario.pgbouncer.client_login_ms / 1000);
    this.pools = this.createPools(seed);
    this.connections = new Connections(
      machine,
      this.postgres,
      this.poolers,
      this.pools,
      scenario,
      seed,
    );
    const programs = compilePrograms(scenario);
    const demands = new Demands(programs.durations, machine.tasks, seed, mostUsers(scenario.run));
    this.statements = new Statements(
      machine,
      scenario,
      seed,
      programs.queries,
      demands,
      this.connections,
      {
        connect: (task) => this.connect(task),
        resume: (task) => this.machine.resumeSoon(task),
        fail: (task, failure) => this.interpreter.fail(task, failure),
        orphanEnded: (task) => this.orphanEnded(task),
      },
    );
    this.interpreter = new Interpreter(
      machine,
      scenario,
      seed,
      programs,
      demands,
      this.connections,
      this.statements,
      {
        connect: (task) => this.connect(task),
        hasAccount: (user) => this.requests.users.hasAccount(user),
        errorLogged: (failure) => observer.errorLogged(machine.now, failure),
        startThread: (task, pc) => this.startThread(task, pc),
        threadEnded: (task) => {
          this.requests.threadEnded(machine.tasks.thread[task]!);
          machine.tasks.remove(task);
        },
        responded: (task) => this.requests.responded(task),
        enqueue: (program, user) => this.celery!.enqueue(program, user),
        taskDone: (task) => this.celeryTaskDone(task),
      },
    );
    this.celery =
      scenario.celery === null
        ? null
        : new Celery(machine, scenario.celery, machine.webProcesses, {
            begin: (task) => {
              this.begin(task);
              machine.resumeSoon(task);
            },
          });
    this.requests = new Requests(machine, scenario, seed, observer, {
      begin: (task) => this.begin(task),
      requestFinished: (task) => this.connections.requestFinished(task),
      kill: (task) => this.kill(task),
      threadEnded: (thread) => this.connections.threadEnded(thread),
      processEnded: (process, threads) => {
        this.interpreter.processEnded(process);
        this.connections.processEnded(process, threads);
      },
    });
    const restart = new DatabaseRestart(
      machine,
      this.postgres,
      this.poolers,
      this.connections,
      this.connector,
      this.statements,
      { loginFailed: (task, failure) => this.connectEnded(task, failure) },
    );
    this.faults = new Faults(machine, scenario, {
      replicaLost: (replica) => this.requests.replicaLost(replica),
      replicaBack: (replica) => this.requests.replicaBack(replica),
      databaseDown: () => restart.begin(),
      databaseBack: () => restart.end(),
    });
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
      this.finishOrphan(task);
    } else if (tasks.kind[task] === HASH_LANE) {
      if (this.machine.laneEnded(task)) this.resume(tasks.pc[task]!);
    } else if (tasks.connecting[task]! >= 0) {
      this.continueConnect(task);
    } else if (tasks.stage[task] === BEGINNING) {
      this.connections.requestStarted(task);
      this.interpreter.load(task, this.requests.hasToken(tasks.user[task]!));
      this.interpreter.run(task);
    } else {
      this.interpreter.run(task);
    }
  }

  // --- requests ---

  private begin(task: number): void {
    this.machine.tasks.stage[task] = BEGINNING;
  }

  /** The view of `parent` starts a thread of its own and does not wait for it (semantics C9). */
  private startThread(parent: number, pc: number): void {
    const { machine, scenario } = this;
    const { tasks } = machine;
    const task = tasks.add(BACKGROUND_THREAD);
    tasks.user[task] = tasks.user[parent]!;
    tasks.endpoint[task] = tasks.endpoint[parent]!;
    tasks.abandoned[task] = 1; // No client waits for it.
    tasks.process[task] = tasks.process[parent]!;
    tasks.thread[task] = machine.threads.take();
    tasks.pc[task] = pc;
    if (!machine.python(task, scenario.web.thread_start_ms / 1000)) machine.resumeSoon(task);
  }

  private celeryTaskDone(task: number): void {
    const { tasks } = this.machine;
    const celery = this.celery!;
    const close = celery.finished(task, tasks.failure[task] !== NO_FAILURE);
    this.connections.taskFinished(task, close);
    tasks.remove(task);
    celery.goOn();
  }

  /** The process of `task` is killed: the task is taken out of wherever it waits, and its connection ends. */
  private kill(task: number): void {
    const { tasks } = this.machine;
    const executing = this.interpreter.isExecuting(task);
    if (tasks.connecting[task]! >= 0) this.clientConnector.abandon(task);
    if (executing) tasks.kind[task] = ORPHANED_QUERY;
    else if (tasks.place[task] === IN_PGBOUNCER_QUEUE) this.poolerOf(task).abandon(task);
    else if (tasks.place[task] === IN_POOL_QUEUE) {
      this.pools[tasks.process[task]!]!.abandon(task);
    } else this.machine.takeOut(task);
    this.statements.abandon(task, executing);
    this.connections.kill(task, executing);
  }

  /** The backend of a killed worker goes on with its statement, then finds that its client is gone (semantics A11). */
  private finishOrphan(task: number): void {
    if (!this.interpreter.finishStatement(task)) this.orphanEnded(task);
  }

  private orphanEnded(task: number): void {
    this.postgres.close();
    this.machine.tasks.remove(task);
  }

  // --- connections ---

  /** The thread of `task` needs a connection; true when the task waits for it or has failed. */
  private connect(task: number): boolean {
    const { tasks } = this.machine;
    const pool = this.pools[tasks.process[task]!];
    if (pool === undefined) {
      tasks.connecting[task] = 0;
      const result = this.clientConnector.step(task);
      if (result === NOT_YET) return true;
      tasks.connecting[task] = -1;
      if (result === NO_FAILURE) this.connections.attach(task, this.connections.open(task));
      else this.interpreter.fail(task, result);
      return result !== NO_FAILURE;
    }
    const connection = pool.take(task);
    if (connection === null) return true;
    if (connection < 0) {
      this.interpreter.fail(task, -1 - connection);
      return true;
    }
    this.connections.attach(task, connection);
    return false;
  }

  private continueConnect(task: number): void {
    const { tasks } = this.machine;
    const connector = tasks.kind[task] === PGBOUNCER_LOGIN ? this.connector : this.clientConnector;
    const result = connector.step(task);
    if (result !== NOT_YET) this.connectEnded(task, result);
  }

  private connectEnded(task: number, failure: number): void {
    const { tasks, now } = this.machine;
    tasks.connecting[task] = -1;
    switch (tasks.kind[task]) {
      case PGBOUNCER_LOGIN:
        this.poolers!.of(task).loginEnded(failure);
        break;
      case REQUEST:
      case BACKGROUND_THREAD:
      case CELERY_TASK:
        if (failure === NO_FAILURE) {
          this.connections.attach(task, this.connections.open(task));
          this.interpreter.run(task);
        } else {
          this.interpreter.fail(task, failure);
        }
        break;
      default: {
        if (failure !== NO_FAILURE) this.observer.errorLogged(now, failure);
        const connection = failure === NO_FAILURE ? this.connections.open(task) : -1;
        this.pools[tasks.process[task]!]!.loginEnded(task, failure, connection);
      }
    }
  }

  /** PgBouncer has disconnected a client that waited, while it logged in or within a session. */
  private disconnected(task: number, failure: number): void {
    if (this.machine.tasks.connecting[task]! >= 0) {
      this.connectEnded(task, failure);
    } else {
      this.connections.disconnected(this.connections.of(task));
      this.interpreter.fail(task, failure);
    }
  }

  /** The PgBouncer in whose queue `task` waits, while it logs in or with the connection of its thread. */
  private poolerOf(task: number): PgBouncer {
    return this.machine.tasks.connecting[task]! >= 0
      ? this.poolers!.of(task)
      : this.connections.poolerOf(this.connections.of(task))!;
  }

  // --- construction ---

  private createPoolers(settings: NonNullable<Scenario['pgbouncer']>): Poolers {
    const { machine } = this;
    const host: PgBouncerHost = {
      connect: (task) => this.connectInBackground(task),
      giveUp: (task) => {
        machine.takeOut(task);
        this.connector.abandon(task);
      },
      resume: (task, server) => {
        if (server !== NO_SERVER) this.connections.link(this.connections.of(task), server);
        machine.resumeSoon(task);
      },
      disconnect: (task, failure) => this.disconnected(task, failure),
      serverClosed: () => this.postgres.close(),
    };
    return new Poolers(
      machine,
      Array.from(
        { length: settings.replicas },
        (_, replica) => new PgBouncer(machine, settings, replica, host),
      ),
    );
  }

  private createPools(seed: number): PsycopgPool[] {
    const { pool } = this.scenario.django;
    if (pool === null) return [];
    const draws = new StreamBank(seed, 'psycopg pool', this.machine.locks.length);
    return this.machine.locks.map(
      (_, process) =>
        new PsycopgPool(
          this.machine,
          pool,
          {
            connect: (task) => this.connectInBackground(task),
            serve: (task, connection) => {
              this.connections.attach(task, connection);
              this.machine.resumeSoon(task);
            },
            fail: (task, failure) => this.interpreter.fail(task, failure),
            close: (connection) => this.connections.hangUp(connection),
          },
          process,
          draws,
        ),
    );
  }

  private connectInBackground(task: number): void {
    this.machine.tasks.connecting[task] = 0;
    this.continueConnect(task);
  }
}
