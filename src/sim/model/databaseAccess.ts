import { StreamBank } from '../kernel/randomStreams.ts';
import { Connections } from './connections.ts';
import { Connector, NOT_YET } from './connector.ts';
import { NO_FAILURE } from './failures.ts';
import type { Machine } from './machine.ts';
import { ClientLogin } from './pgbouncer/clientLogin.ts';
import type { PgBouncerHost } from './pgbouncer/host.ts';
import { NO_SERVER, PgBouncer } from './pgbouncer/pgbouncer.ts';
import { Poolers } from './pgbouncer/poolers.ts';
import type { Postgres } from './postgres.ts';
import { PsycopgPool } from './psycopgPool.ts';
import type { Scenario } from './scenario.ts';
import type { PsycopgPool as PoolSettings } from './scenario/django.ts';
import type { PgBouncer as PgBouncerSettings } from './scenario/pgbouncer.ts';
import { BACKGROUND_THREAD, CELERY_TASK, PGBOUNCER_LOGIN, REQUEST } from './tasks.ts';

/** What the way to a connection asks of the stack around it. */
export interface DatabaseAccessHost {
  /** A task that has waited for its connection has it, and goes on. */
  run(task: number): void;
  /** A task comes by no connection, or has lost it. */
  fail(task: number, failure: number): void;
  /** An error reached the application's log. */
  errorLogged(failure: number): void;
}

/**
 * How tasks come by a connection: each opens its own, at PostgreSQL or at PgBouncer in front of it, or asks the pool of its
 * process; PgBouncer and the pools log in for themselves.
 */
export class DatabaseAccess {
  readonly connections: Connections;
  /** At PostgreSQL. */
  readonly connector: Connector;
  /** Where Django connects to. */
  readonly clientConnector: Connector | ClientLogin;
  readonly poolers: Poolers | null;
  /** By process; empty without pools. */
  readonly pools: readonly PsycopgPool[];
  private readonly machine: Machine;
  private readonly postgres: Postgres;
  private readonly host: DatabaseAccessHost;

  constructor(
    machine: Machine,
    postgres: Postgres,
    scenario: Scenario,
    seed: number,
    host: DatabaseAccessHost,
  ) {
    const { pgbouncer, django } = scenario;
    this.machine = machine;
    this.postgres = postgres;
    this.host = host;
    this.connector = new Connector(machine, postgres, scenario);
    this.poolers = pgbouncer === null ? null : this.createPoolers(pgbouncer);
    this.clientConnector =
      this.poolers === null || pgbouncer === null
        ? this.connector
        : new ClientLogin(machine, this.poolers, pgbouncer.client_login_ms / 1000);
    this.pools = this.createPools(django.pool, seed);
    this.connections = new Connections(machine, postgres, this.poolers, this.pools, scenario, seed);
  }

  /** The thread of `task` needs a connection; true when the task waits for it or has failed. */
  connect(task: number): boolean {
    const { tasks } = this.machine;
    const pool = this.pools[tasks.process[task]!];
    if (pool === undefined) {
      tasks.connecting[task] = 0;
      const result = this.clientConnector.step(task);
      if (result === NOT_YET) return true;
      tasks.connecting[task] = -1;
      if (result === NO_FAILURE) this.connections.attach(task, this.connections.open(task));
      else this.host.fail(task, result);
      return result !== NO_FAILURE;
    }
    const connection = pool.take(task);
    if (connection === null) return true;
    if (connection < 0) {
      this.host.fail(task, -1 - connection);
      return true;
    }
    this.connections.attach(task, connection);
    return false;
  }

  /** The next step of the connect that `task` is in. */
  goOn(task: number): void {
    const { tasks } = this.machine;
    const connector = tasks.kind[task] === PGBOUNCER_LOGIN ? this.connector : this.clientConnector;
    const result = connector.step(task);
    if (result !== NOT_YET) this.ended(task, result);
  }

  /** The connect that `task` is in has come to an end. */
  ended(task: number, failure: number): void {
    const { tasks } = this.machine;
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
          this.host.run(task);
        } else {
          this.host.fail(task, failure);
        }
        break;
      default: {
        if (failure !== NO_FAILURE) this.host.errorLogged(failure);
        const connection = failure === NO_FAILURE ? this.connections.open(task) : -1;
        this.pools[tasks.process[task]!]!.loginEnded(task, failure, connection);
      }
    }
  }

  /** PgBouncer has disconnected a client that waited, while it logged in or within a session. */
  private disconnected(task: number, failure: number): void {
    if (this.machine.tasks.connecting[task]! >= 0) {
      this.ended(task, failure);
    } else {
      this.connections.disconnected(this.connections.of(task));
      this.host.fail(task, failure);
    }
  }

  /** The PgBouncer in whose queue `task` waits, while it logs in or with the connection of its thread. */
  poolerOf(task: number): PgBouncer {
    return this.machine.tasks.connecting[task]! >= 0
      ? this.poolers!.of(task)
      : this.connections.poolerOf(this.connections.of(task))!;
  }

  // --- construction ---

  private createPoolers(settings: PgBouncerSettings): Poolers {
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

  private createPools(pool: PoolSettings | null, seed: number): PsycopgPool[] {
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
            fail: (task, failure) => this.host.fail(task, failure),
            close: (connection) => this.connections.hangUp(connection),
          },
          process,
          draws,
        ),
    );
  }

  private connectInBackground(task: number): void {
    this.machine.tasks.connecting[task] = 0;
    this.goOn(task);
  }
}
