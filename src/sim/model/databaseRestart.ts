import type { Connections } from './connections.ts';
import type { Connector } from './connector.ts';
import { ADMIN_SHUTDOWN } from './failures.ts';
import type { Machine } from './machine.ts';
import type { Poolers } from './pgbouncer/poolers.ts';
import type { Postgres } from './postgres.ts';
import type { Statements } from './statements.ts';

/** What a restart asks of the stack around it. */
export interface DatabaseRestartHost {
  /** The login of `task` has come to nothing. */
  loginFailed(task: number, failure: number): void;
}

/**
 * A restart of PostgreSQL (`pg_ctl restart -m fast`): all sessions end at once, those of others, too, and until it has come
 * up again whoever connects is refused with `the database system is starting up`.
 */
export class DatabaseRestart {
  private readonly machine: Machine;
  private readonly postgres: Postgres;
  private readonly poolers: Poolers | null;
  private readonly connections: Connections;
  private readonly connector: Connector;
  private readonly statements: Statements;
  private readonly host: DatabaseRestartHost;

  constructor(
    machine: Machine,
    postgres: Postgres,
    poolers: Poolers | null,
    connections: Connections,
    connector: Connector,
    statements: Statements,
    host: DatabaseRestartHost,
  ) {
    this.machine = machine;
    this.postgres = postgres;
    this.poolers = poolers;
    this.connections = connections;
    this.connector = connector;
    this.statements = statements;
    this.host = host;
  }

  begin(): void {
    // Who is thrown out comes back at once, and is refused.
    this.postgres.goDown();
    this.endLogins();
    this.statements.cancellations.endSessions(ADMIN_SHUTDOWN);
    this.connections.endAll(ADMIN_SHUTDOWN);
    for (const pooler of this.poolers?.all ?? []) pooler.idleServersLost();
    this.postgres.loseAll();
  }

  end(): void {
    this.postgres.comeUp();
  }

  private endLogins(): void {
    const { rows } = this.machine.tasks;
    for (let task = 0; task < rows; task++) {
      if (!this.connector.holdsSlot(task)) continue;
      this.machine.takeOut(task);
      this.host.loginFailed(task, ADMIN_SHUTDOWN);
    }
  }
}
