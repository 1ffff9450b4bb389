import type { Cancellations, CancellationsHost } from './cancellations.ts';
import { type Connections, NONE } from './connections.ts';
import { TRANSACTION_BLOCK } from './failures.ts';
import type { Machine } from './machine.ts';
import { NO_SERVER, WAITS } from './pgbouncer/pgbouncer.ts';
import type { PgBouncer } from './scenario/pgbouncer.ts';

/** The servers of PgBouncer behind Django's connections: linked when a statement needs one, given back as `pool_mode` says. */
export class ServerLinks {
  private readonly machine: Machine;
  private readonly connections: Connections;
  private readonly cancellations: Cancellations;
  private readonly host: Pick<CancellationsHost, 'fail'>;
  private readonly sessionPooling: boolean;
  private readonly statementPooling: boolean;

  /** `mode`: null without PgBouncer. */
  constructor(
    machine: Machine,
    connections: Connections,
    cancellations: Cancellations,
    mode: PgBouncer['pool_mode'] | null,
    host: Pick<CancellationsHost, 'fail'>,
  ) {
    this.machine = machine;
    this.connections = connections;
    this.cancellations = cancellations;
    this.host = host;
    this.sessionPooling = mode === 'session';
    this.statementPooling = mode === 'statement';
  }

  /** On the way through PgBouncer, if there is one; true when the task waits. */
  transit(task: number): boolean {
    const pooler = this.connections.poolerOf(this.connections.of(task));
    return pooler !== null && this.machine.delay(task, pooler.transit());
  }

  /** Makes sure of a server behind the connection of `task`; false when the task waits for it or has failed. */
  assign(task: number): boolean {
    const { connections } = this;
    const connection = connections.of(task);
    const pooler = connections.poolerOf(connection);
    if (pooler === null) return true;
    if (connections.serverOf(connection) === NO_SERVER) {
      const server = pooler.acquire(task);
      if (server === WAITS) return false;
      if (server < WAITS) {
        connections.disconnected(connection);
        this.host.fail(task, WAITS - server);
        return false;
      }
      connections.link(connection, server);
    }
    if (this.statementPooling && this.machine.tasks.inTransaction[task] === 1) {
      // PgBouncer sees that the server is in a transaction block, and closes it (semantics B1).
      connections.end(connection, TRANSACTION_BLOCK);
      this.cancellations.failsForLostSession(task);
      return false;
    }
    return true;
  }

  /** In transaction pooling the server goes back when the transaction ends, in session pooling it stays (semantics B1). */
  unlink(task: number): void {
    const { connections } = this;
    const connection = connections.of(task);
    if (connection === NONE) return;
    const pooler = connections.poolerOf(connection);
    const server = connections.serverOf(connection);
    if (pooler !== null && server !== NO_SERVER) {
      if (this.sessionPooling) {
        pooler.counters.transactionEnds(server, this.machine.now);
      } else {
        connections.link(connection, NO_SERVER);
        pooler.release(server);
      }
    }
    connections.sessionRests(connection);
  }

  /** The backend has a statement of `task`. */
  queryBegins(task: number): void {
    const { connections, machine } = this;
    const connection = connections.of(task);
    connections
      .poolerOf(connection)
      ?.counters.queryBegins(connections.serverOf(connection), machine.now);
    connections.sessionUsed(connection);
  }

  /** The statement of `task` is answered. */
  queryEnds(task: number): void {
    const { connections, machine } = this;
    const connection = connections.of(task);
    connections
      .poolerOf(connection)
      ?.counters.queryEnds(connections.serverOf(connection), machine.now);
  }
}
