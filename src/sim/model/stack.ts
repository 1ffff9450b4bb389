import { StreamBank } from '../kernel/randomStreams.ts';
import type { Observer } from '../observe/observer.ts';
import { ClientLogin } from './clientLogin.ts';
import { Connections } from './connections.ts';
import { Connector, NOT_YET } from './connector.ts';
import * as codes from './eventCodes.ts';
import { CLIENT_TIMEOUT, NO_FAILURE, WORKER_TIMEOUT } from './failures.ts';
import { Interpreter } from './interpreter.ts';
import { Machine } from './machine.ts';
import { PgBouncer } from './pgbouncer.ts';
import { Postgres } from './postgres.ts';
import { PsycopgPool } from './psycopgPool.ts';
import type { Endpoint, Scenario } from './scenario.ts';
import {
  IN_DELAY,
  IN_PGBOUNCER_QUEUE,
  IN_POOL_QUEUE,
  NOWHERE,
  ORPHANED_QUERY,
  PGBOUNCER_LOGIN,
  REQUEST,
} from './tasks.ts';
import { Users } from './users.ts';
import { Gthread } from './web/gthread.ts';
import { Runserver } from './web/runserver.ts';
import { SyncWorkers } from './web/sync.ts';
import type { WebHost, WebTier } from './web/webTier.ts';

/** Stage of a request whose thread is still to begin with it. */
const BEGINNING = -1;
/** Linux gives a SYN up after six repetitions, the first after 1 s, each next one after twice as long (semantics D2). */
const SYN_RETRIES = 6;

/**
 * The system under study: virtual users, web tier, Django's connections, PgBouncer, PostgreSQL, wired together. It owns the
 * loop that hands each event to the part that it belongs to.
 */
export class Stack {
  readonly machine: Machine;
  readonly postgres: Postgres;
  private readonly scenario: Scenario;
  private readonly endpoints: readonly Endpoint[];
  private readonly observer: Observer;
  private readonly users: Users;
  private readonly web: WebTier;
  private readonly pgbouncer: PgBouncer | null;
  private readonly pools: readonly PsycopgPool[];
  private readonly connections: Connections;
  private readonly connector: Connector;
  private readonly clientConnector: Connector | ClientLogin;
  private readonly interpreter: Interpreter;
  private readonly hop: number;

  constructor(scenario: Scenario, seed: number, observer: Observer) {
    this.scenario = scenario;
    this.observer = observer;
    this.endpoints = Object.values(scenario.endpoints);
    this.hop = scenario.web.client_hop_ms / 1000;
    const processes = scenario.web.server === 'runserver' ? 1 : scenario.web.workers;
    const machine = new Machine(scenario, seed, processes);
    this.machine = machine;
    this.postgres = new Postgres(machine, scenario.postgres, (now, used) =>
      observer.slotsChanged(now, used),
    );
    this.connector = new Connector(machine, this.postgres, scenario);
    this.pgbouncer = scenario.pgbouncer === null ? null : this.createPgBouncer(scenario.pgbouncer);
    this.clientConnector =
      this.pgbouncer === null || scenario.pgbouncer === null
        ? this.connector
        : new ClientLogin(machine, this.pgbouncer, scenario.pgbouncer.client_login_ms / 1000);
    this.pools = this.createPools(processes);
    this.connections = new Connections(
      machine,
      this.postgres,
      this.pgbouncer,
      this.pools,
      scenario,
    );
    this.interpreter = new Interpreter(machine, scenario, seed, this.connections, this.pgbouncer, {
      connect: (task) => this.connect(task),
      errorLogged: (failure) => observer.errorLogged(machine.now, failure),
      responded: (task) => this.responded(task),
    });
    this.web = this.createWebTier(seed);
    this.users = new Users(machine, scenario, seed, {
      issue: (user, endpoint) => this.issue(user, endpoint),
      stopped: (user) => this.userStopped(user),
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

  /** Seconds for which the interpreter locks of all processes have been held until `now` (s, not before the last event). */
  heldInterpreterSeconds(now: number): number {
    return this.machine.locks.reduce((sum, lock) => sum + lock.heldAt(now), 0);
  }

  /** Share of the web machine's CPU work until `now` (s, not before the last event) that was password hashes. */
  hashingShare(now: number): number {
    const work = this.machine.webCpu.busyAt(now) * this.machine.speed;
    return work === 0 ? 0 : Math.min(1, this.interpreter.hashSeconds / work);
  }

  /** Tells the observer of the requests that are still in flight. */
  end(): void {
    const { tasks } = this.machine;
    for (const task of tasks.unfinished()) {
      this.observer.requestUnfinished(
        tasks.endpoint[task]!,
        tasks.user[task]!,
        tasks.startedAt[task]!,
      );
    }
  }

  private dispatch(code: number, arg: number): void {
    switch (code) {
      case codes.RESUME:
        this.resume(arg);
        break;
      case codes.WEB_CPU:
        this.jobDone(this.machine.webCpu.complete());
        break;
      case codes.POSTGRES_CPU:
        this.resume(this.machine.postgresCpu.complete());
        break;
      case codes.SWITCH_THREAD:
        this.machine.locks[arg]!.switchHolder();
        break;
      case codes.STAGE:
        this.users.enterStage(arg);
        break;
      case codes.DISPATCH:
        this.users.dispatch();
        break;
      case codes.WAKE:
        this.users.wake(arg);
        break;
      case codes.ARRIVE:
        this.machine.tasks.place[arg] = NOWHERE;
        this.web.arrive(arg);
        break;
      case codes.SLOT_FREE:
      case codes.SLOTS_RELEASED:
        this.postgres.slotsFreed(arg);
        break;
      case codes.PGBOUNCER_MAINTENANCE:
        this.pgbouncer!.maintain();
        break;
      case codes.PGBOUNCER_RETRY:
        this.pgbouncer!.retry();
        break;
      case codes.POOL_TIMER:
        this.pools[this.machine.tasks.process[arg]!]!.timedOut(arg);
        break;
      case codes.POOL_RETRY:
        this.pools[arg]!.retry();
        break;
      case codes.CLIENT_TIMER:
        this.clientTimedOut(arg);
        break;
      case codes.WORKER_TIMER:
        this.workerTimedOut(arg);
        break;
      default:
        throw new RangeError(`no part of the stack knows event ${code}`);
    }
  }

  /** A job on the web machine is done: a thread's own, or the one of the interpreter lock of process -1 - owner. */
  private jobDone(owner: number): void {
    this.resume(owner >= 0 ? owner : this.machine.locks[-1 - owner]!.complete());
  }

  private resume(task: number): void {
    const { tasks } = this.machine;
    tasks.place[task] = NOWHERE;
    if (tasks.kind[task] === ORPHANED_QUERY) {
      this.finishOrphan(task);
    } else if (tasks.connecting[task]! >= 0) {
      this.continueConnect(task);
    } else if (tasks.stage[task] === BEGINNING) {
      this.connections.requestStarted(task);
      this.interpreter.load(task, this.users.hasToken(tasks.user[task]!));
      this.interpreter.run(task);
    } else {
      this.interpreter.run(task);
    }
  }

  // --- requests ---

  private issue(user: number, endpoint: number): void {
    const { machine } = this;
    const { tasks } = machine;
    const task = tasks.add(REQUEST);
    tasks.user[task] = user;
    tasks.endpoint[task] = endpoint;
    tasks.startedAt[task] = machine.now;
    const { client_timeout_s } = this.scenario.workload;
    if (client_timeout_s !== null) {
      tasks.clientTimer[task] = machine.after(client_timeout_s, codes.CLIENT_TIMER, task);
    }
    tasks.place[task] = IN_DELAY;
    tasks.handle[task] = machine.after(this.hop, codes.ARRIVE, task);
  }

  private responded(task: number): void {
    const { tasks, now } = this.machine;
    const endedAt = now + this.hop;
    if (tasks.abandoned[task] === 0 && endedAt <= this.scenario.run.run_time_s) {
      this.requestEnded(task, endedAt, tasks.status[task]!, tasks.failure[task]!);
    } else if (tasks.abandoned[task] === 0) {
      this.observer.requestUnfinished(
        tasks.endpoint[task]!,
        tasks.user[task]!,
        tasks.startedAt[task]!,
      );
    }
    this.connections.requestFinished(task);
    this.leaveThread(task);
  }

  /** The client sees the end of its request. */
  private requestEnded(task: number, endedAt: number, status: number, failure: number): void {
    const { tasks, events } = this.machine;
    const endpoint = tasks.endpoint[task]!;
    const user = tasks.user[task]!;
    if (tasks.clientTimer[task]! >= 0) {
      events.cancel(tasks.clientTimer[task]!);
      tasks.clientTimer[task] = -1;
    }
    this.observer.requestEnded(endpoint, user, tasks.startedAt[task]!, endedAt, status, failure);
    this.users.requestEnded(
      user,
      endedAt,
      failure === NO_FAILURE,
      this.endpoints[endpoint]!.grants_token,
    );
  }

  private leaveThread(task: number): void {
    const { tasks, events } = this.machine;
    if (tasks.workerTimer[task]! >= 0) events.cancel(tasks.workerTimer[task]!);
    this.web.finished(task);
    if (tasks.kind[task] === REQUEST) tasks.remove(task);
  }

  /** The client gives up; the server works on (semantics F9). */
  private clientTimedOut(task: number): void {
    const { tasks, now } = this.machine;
    tasks.clientTimer[task] = -1;
    this.observer.errorLogged(now, CLIENT_TIMEOUT);
    this.requestEnded(task, now, 0, CLIENT_TIMEOUT);
    this.web.hangUp(tasks.user[task]!);
    tasks.abandoned[task] = 1;
  }

  /** Locust kills the user at once: what it waited for is in no statistic, and the server works on (semantics F18). */
  private userStopped(user: number): void {
    const { tasks } = this.machine;
    for (const task of tasks.unfinished()) {
      if (tasks.user[task] !== user) continue;
      this.observer.requestUnfinished(tasks.endpoint[task]!, user, tasks.startedAt[task]!);
      if (tasks.clientTimer[task]! >= 0) this.machine.events.cancel(tasks.clientTimer[task]!);
      tasks.clientTimer[task] = -1;
      tasks.abandoned[task] = 1;
    }
    this.web.hangUp(user);
  }

  /** gunicorn's arbiter kills a sync worker whose request takes too long (semantics D5); a new one takes its place. */
  private workerTimedOut(task: number): void {
    const { tasks, now } = this.machine;
    tasks.workerTimer[task] = -1;
    const executing = this.interpreter.isExecuting(task);
    if (tasks.connecting[task]! >= 0) this.clientConnector.abandon(task);
    if (executing) tasks.kind[task] = ORPHANED_QUERY;
    else if (tasks.place[task] === IN_PGBOUNCER_QUEUE) this.pgbouncer!.abandon(task);
    else if (tasks.place[task] === IN_POOL_QUEUE) {
      this.pools[tasks.process[task]!]!.abandon(task);
    } else this.machine.takeOut(task);
    this.connections.kill(task, executing);
    if (tasks.abandoned[task] === 0) {
      this.observer.errorLogged(now, WORKER_TIMEOUT);
      this.requestEnded(task, now, 0, WORKER_TIMEOUT);
    }
    tasks.abandoned[task] = 1;
    this.leaveThread(task);
  }

  /** The backend of a killed worker goes on with its statement, then finds that its client is gone (semantics A11). */
  private finishOrphan(task: number): void {
    if (this.interpreter.finishStatement(task)) return;
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
      if (result === NO_FAILURE) this.connections.attach(task, this.connections.open());
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
        this.pgbouncer!.loginEnded(failure);
        break;
      case REQUEST:
        if (failure === NO_FAILURE) {
          this.connections.attach(task, this.connections.open());
          this.interpreter.run(task);
        } else {
          this.interpreter.fail(task, failure);
        }
        break;
      default: {
        if (failure !== NO_FAILURE) this.observer.errorLogged(now, failure);
        const connection = failure === NO_FAILURE ? this.connections.open() : -1;
        this.pools[tasks.process[task]!]!.loginEnded(failure, connection);
      }
    }
  }

  /** PgBouncer has disconnected a client that waited, while it logged in or within a session. */
  private disconnected(task: number, failure: number): void {
    if (this.machine.tasks.connecting[task]! >= 0) {
      this.connectEnded(task, failure);
    } else {
      this.connections.lost(task);
      this.interpreter.fail(task, failure);
    }
  }

  // --- construction ---

  private createPgBouncer(settings: NonNullable<Scenario['pgbouncer']>): PgBouncer {
    const { machine } = this;
    return new PgBouncer(machine, settings, {
      connect: (task) => this.connectInBackground(task),
      resume: (task) => {
        const { tasks } = machine;
        // A waiter of the queue has been given a server; one of the welcome message has not.
        if (tasks.connecting[task]! < 0) {
          this.connections.link(this.connections.of(task), true);
        }
        this.resumeSoon(task);
      },
      disconnect: (task, failure) => this.disconnected(task, failure),
    });
  }

  private createPools(processes: number): PsycopgPool[] {
    const { pool } = this.scenario.django;
    if (pool === null) return [];
    return Array.from(
      { length: processes },
      (_, process) =>
        new PsycopgPool(
          this.machine,
          pool,
          {
            connect: (task) => this.connectInBackground(task),
            serve: (task, connection) => {
              this.connections.attach(task, connection);
              this.resumeSoon(task);
            },
            fail: (task, failure) => this.interpreter.fail(task, failure),
          },
          process,
        ),
    );
  }

  private createWebTier(seed: number): WebTier {
    const { scenario, machine } = this;
    const draws = new StreamBank(seed, 'web server', 1);
    const host: WebHost = {
      begin: (task, thread, process, fresh) => this.begin(task, thread, process, fresh),
      threadEnded: (thread, process) => this.connections.threadEnded(thread, process),
      draw: (below) => draws.below(0, below),
      dropSyn: (task) => this.dropSyn(task),
    };
    const { server, worker_class, threads } = scenario.web;
    if (server === 'runserver') {
      return new Runserver(machine, host, scenario.workload.keep_alive);
    }
    // gunicorn itself turns sync with several threads into gthread (semantics D1).
    return worker_class === 'gthread' || threads > 1
      ? new Gthread(machine, host, scenario.web, scenario.workload.keep_alive)
      : new SyncWorkers(machine, host, scenario.web);
  }

  private begin(task: number, thread: number, process: number, fresh: boolean): void {
    const { machine, scenario } = this;
    const { tasks } = machine;
    tasks.thread[task] = thread;
    tasks.process[task] = process;
    tasks.stage[task] = BEGINNING;
    if (this.web instanceof SyncWorkers && scenario.web.timeout > 0) {
      tasks.workerTimer[task] = machine.after(scenario.web.timeout, codes.WORKER_TIMER, task);
    }
    if (!fresh || !machine.python(task, scenario.web.thread_start_ms / 1000)) {
      this.resumeSoon(task);
    }
  }

  private dropSyn(task: number): void {
    const { tasks } = this.machine;
    if (tasks.retries[task]! >= SYN_RETRIES) return;
    tasks.place[task] = IN_DELAY;
    tasks.handle[task] = this.machine.after(2 ** tasks.retries[task]!++, codes.ARRIVE, task);
  }

  private connectInBackground(task: number): void {
    this.machine.tasks.connecting[task] = 0;
    this.continueConnect(task);
  }

  /** The task goes on at this very time, after the events that are due already. */
  private resumeSoon(task: number): void {
    this.machine.tasks.place[task] = IN_DELAY;
    this.machine.tasks.handle[task] = this.machine.after(0, codes.RESUME, task);
  }
}
