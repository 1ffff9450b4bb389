import { StreamBank } from '../kernel/randomStreams.ts';
import { RowLocks } from '../stations/rowLocks.ts';
import { WalFlush } from '../stations/walFlush.ts';
import { Cancellations, type CancellationsHost } from './cancellations.ts';
import { type Connections, NONE } from './connections.ts';
import { DatabaseTimeouts } from './databaseTimeouts.ts';
import type { Demands } from './demands.ts';
import * as failures from './failures.ts';
import type { Machine } from './machine.ts';
import { NO_SERVER, WAITS } from './pgbouncer/pgbouncer.ts';
import { NOT_PREPARED, PreparedStatements } from './preparedStatements.ts';
import type { CompiledQuery } from './program.ts';
import type { Scenario } from './scenario.ts';
import { IN_ROW_QUEUE } from './tasks.ts';
import { mostUsers } from './users.ts';

/** What statements ask of the stack around them. */
export interface StatementsHost extends CancellationsHost {
  /** The task's thread needs a connection: true when the task waits for it or has failed meanwhile, false when it is there. */
  connect(task: number): boolean;
  /** A waiting task goes on. */
  resume(task: number): void;
}

// Stages of a statement: the next thing to do.
const CONNECT = 0;
const CHECK = 1;
const CHECKED = 2;
const DRIVER = 3;
const TRANSIT = 4;
const SERVER = 5;
const EXECUTE = 6;
const WAIT = 7;
const FLUSH = 8;
const DONE = 9;

/** Statements and transactions, from the driver through PgBouncer to the backend and its timeouts and back. */
export class Statements {
  private readonly machine: Machine;
  private readonly queries: readonly CompiledQuery[];
  private readonly demands: Demands;
  private readonly connections: Connections;
  private readonly host: StatementsHost;
  private readonly locks: RowLocks;
  private readonly rowDraws: StreamBank;
  private readonly wal: WalFlush;
  /** Null when the driver prepares nothing. */
  private readonly prepared: PreparedStatements | null;
  /** By task: 1 when its statement has to be planned. */
  private readonly plans: number[] = [];
  private readonly driverTime: number;
  private readonly roundTrip: number;
  private readonly healthChecks: boolean;
  private readonly sessionPooling: boolean;
  private readonly statementPooling: boolean;
  private readonly timeouts: DatabaseTimeouts;
  /** What PostgreSQL ends before its time. */
  readonly cancellations: Cancellations;

  constructor(
    machine: Machine,
    scenario: Scenario,
    seed: number,
    queries: readonly CompiledQuery[],
    demands: Demands,
    connections: Connections,
    host: StatementsHost,
  ) {
    this.machine = machine;
    this.queries = queries;
    this.demands = demands;
    this.connections = connections;
    this.host = host;
    const { django, pgbouncer, postgres, run } = scenario;
    this.locks = new RowLocks(machine.tasks.links, (task) => this.lockGranted(task));
    const drawsRows = queries.some(({ lockRows }) => lockRows > 1);
    this.rowDraws = new StreamBank(seed, 'row lock', drawsRows ? mostUsers(run) : 0);
    this.wal = new WalFlush(postgres.commit_flush_ms / 1000);
    this.prepared =
      django.prepare_threshold === null
        ? null
        : new PreparedStatements(django.prepare_threshold, pgbouncer?.max_prepared_statements ?? 0);
    this.driverTime = django.python_ms_per_query / 1000;
    this.roundTrip = postgres.round_trip_ms / 1000;
    this.healthChecks = django.CONN_HEALTH_CHECKS;
    this.sessionPooling = pgbouncer?.pool_mode === 'session';
    this.statementPooling = pgbouncer?.pool_mode === 'statement';
    this.timeouts = new DatabaseTimeouts(machine, postgres);
    this.cancellations = new Cancellations(
      machine,
      connections,
      this.locks,
      this.timeouts,
      EXECUTE,
      host,
    );
  }

  /** One statement; in autocommit it is a transaction of its own (semantics B3). True when the task waits or has failed. */
  run(task: number, index: number): boolean {
    const { machine, connections } = this;
    const { tasks } = machine;
    const query = this.queries[index]!;
    for (;;) {
      switch (tasks.stage[task]) {
        case CONNECT:
          if (connections.of(task) === NONE) {
            if (this.host.connect(task)) return true;
          } else if (this.healthChecks && connections.takeUnchecked(task)) {
            if (connections.failureOf(connections.of(task)) !== failures.NO_FAILURE) {
              connections.discard(task);
              break;
            }
            tasks.stage[task] = CHECK;
            if (this.transit(task)) return true;
            break;
          }
          tasks.stage[task] = DRIVER;
          break;
        case CHECK:
          // SELECT 1 before a reused connection serves (semantics C5): one round trip.
          if (!this.assign(task)) return true;
          tasks.stage[task] = CHECKED;
          if (machine.delay(task, this.tripTime())) return true;
          break;
        case CHECKED:
          if (tasks.inTransaction[task] === 0) this.unlink(task);
          tasks.stage[task] = DRIVER;
          break;
        case DRIVER:
          tasks.stage[task] = TRANSIT;
          if (machine.python(task, this.driverTime)) return true;
          break;
        case TRANSIT:
          if (this.cancellations.failsForLostSession(task)) return true;
          tasks.stage[task] = SERVER;
          if (this.transit(task)) return true;
          break;
        case SERVER:
          if (!this.assign(task)) return true;
          if (this.failsUnprepared(task, index, query)) return true;
          tasks.stage[task] = EXECUTE;
          this.begins(task);
          if (query.lock >= 0 && this.waitsForRow(task, query)) return true;
          break;
        case EXECUTE:
          tasks.stage[task] = WAIT;
          if (machine.computeInPostgres(task, this.work(task, query))) return true;
          break;
        case WAIT: {
          tasks.stage[task] = FLUSH;
          if (query.write) tasks.wrote[task] = 1;
          const wait = this.demands.sample(task, query.wait);
          if (machine.delay(task, this.flushes(task, query) ? wait : wait + this.tripTime())) {
            return true;
          }
          break;
        }
        case FLUSH:
          tasks.stage[task] = DONE;
          this.timeouts.statement.stop(task);
          if (this.flushes(task, query)) {
            if (machine.delay(task, this.wal.commit(machine.now) + this.tripTime())) return true;
          }
          break;
        default:
          this.ends(task);
          return false;
      }
    }
  }

  /** Ends the transaction of `task`. True when the task waits or has failed. */
  commit(task: number): boolean {
    const { machine } = this;
    const { tasks } = machine;
    if (tasks.stage[task] === 0) {
      if (this.cancellations.failsForLostSession(task)) return true;
      tasks.stage[task] = 1;
      this.timeouts.transactionEnds(task);
      const flush =
        tasks.wrote[task] === 1 && this.wal.seconds > 0 ? this.wal.commit(machine.now) : 0;
      if (machine.delay(task, this.tripTime() + flush)) return true;
    }
    this.rollBack(task);
    return false;
  }

  /** The transaction of `task`, if there is one, is over, for its locks and for PgBouncer, too (semantics A20, B1). */
  rollBack(task: number): void {
    this.timeouts.stopAll(task);
    this.machine.tasks.inTransaction[task] = 0;
    this.locks.releaseAll(task);
    this.unlink(task);
  }

  /** Whether a backend is in the middle of the statement at which `task` is. */
  isExecuting(task: number): boolean {
    return this.machine.tasks.stage[task]! >= EXECUTE;
  }

  /** The client of `task` is gone. A backend that is `executing` goes on, and can still run into its own timeouts. */
  abandon(task: number, executing: boolean): void {
    this.timeouts.transactionEnds(task);
    if (!executing) this.locks.releaseAll(task);
  }

  /** Takes the statement `index` of a task whose client is gone on; true when it goes on, false when it is done. */
  finish(task: number, index: number): boolean {
    const { machine, demands } = this;
    const { stage } = machine.tasks;
    const query = this.queries[index]!;
    if (stage[task] === EXECUTE) {
      stage[task] = WAIT;
      if (machine.computeInPostgres(task, this.work(task, query))) return true;
    }
    if (stage[task] === WAIT) {
      stage[task] = DONE;
      if (machine.delay(task, demands.sample(task, query.wait))) return true;
    }
    this.timeouts.stopAll(task);
    this.locks.releaseAll(task);
    return false;
  }

  // --- parts of a statement ---

  /** Time of a round trip to the database. */
  private tripTime(): number {
    return this.roundTrip + this.machine.conditions.databaseDelay;
  }

  private transit(task: number): boolean {
    const pooler = this.connections.poolerOf(this.connections.of(task));
    return pooler !== null && this.machine.delay(task, pooler.transit());
  }

  /** Makes sure of a server behind the connection of `task`; false when the task waits for it or has failed. */
  private assign(task: number): boolean {
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
      connections.end(connection, failures.TRANSACTION_BLOCK);
      this.cancellations.failsForLostSession(task);
      return false;
    }
    return true;
  }

  /** Whether the statement has failed, because PgBouncer knows nothing of prepared ones. */
  private failsUnprepared(task: number, index: number, { plan }: CompiledQuery): boolean {
    if (plan === 0 || this.prepared === null) return false;
    this.plans[task] = this.prepared.plan(this.connections, this.connections.of(task), index);
    if (this.plans[task] !== NOT_PREPARED) return false;
    this.host.fail(task, failures.STATEMENT_MISSING);
    return true;
  }

  /** CPU s of the backend for the statement of `task`. */
  private work(task: number, { server, plan }: CompiledQuery): number {
    const work = this.demands.sample(task, server);
    if (plan === 0) return work;
    return this.prepared === null || this.plans[task] === 1 ? work + plan : work;
  }

  /** The backend has the statement. */
  private begins(task: number): void {
    const { connections, machine } = this;
    const connection = connections.of(task);
    connections
      .poolerOf(connection)
      ?.counters.queryBegins(connections.serverOf(connection), machine.now);
    connections.sessionUsed(connection);
    this.timeouts.statementBegins(task, machine.tasks.inTransaction[task] === 1);
  }

  private ends(task: number): void {
    const { connections, machine } = this;
    const connection = connections.of(task);
    connections
      .poolerOf(connection)
      ?.counters.queryEnds(connections.serverOf(connection), machine.now);
    if (machine.tasks.inTransaction[task] === 1) {
      this.timeouts.idleInTransaction.start(task);
    } else {
      this.locks.releaseAll(task);
      this.unlink(task);
    }
  }

  /** In autocommit a write waits for the log, in a transaction its commit does (semantics A18). */
  private flushes(task: number, query: CompiledQuery): boolean {
    return query.write && this.machine.tasks.inTransaction[task] === 0 && this.wal.seconds > 0;
  }

  private waitsForRow(task: number, { lock, lockRows }: CompiledQuery): boolean {
    const { tasks } = this.machine;
    const row = lockRows === 1 ? 0 : this.rowDraws.below(tasks.user[task]!, lockRows);
    if (this.locks.acquire(task, lock + row)) return false;
    tasks.place[task] = IN_ROW_QUEUE;
    this.timeouts.rowWanted(task);
    return true;
  }

  private lockGranted(task: number): void {
    this.timeouts.rowGranted(task);
    this.host.resume(task);
  }

  /** In transaction pooling the server goes back when the transaction ends, in session pooling it stays (semantics B1). */
  private unlink(task: number): void {
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
}
