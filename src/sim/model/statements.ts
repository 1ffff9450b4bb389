import type { RowLocks } from '../stations/rowLocks.ts';
import { WalFlush } from '../stations/walFlush.ts';
import { Cancellations, type CancellationsHost } from './cancellations.ts';
import { type Connections, NONE } from './connections.ts';
import { DatabaseTimeouts } from './databaseTimeouts.ts';
import type { Demands } from './demands.ts';
import * as failures from './failures.ts';
import type { Machine } from './machine.ts';
import type { CompiledQuery } from './program.ts';
import { RowWaits } from './rowWaits.ts';
import type { Scenario } from './scenario.ts';
import { ServerLinks } from './serverLinks.ts';
import { StatementWork } from './statementWork.ts';
import { mostUsers } from './users.ts';

/** What statements ask of the stack around them. */
export interface StatementsHost extends CancellationsHost {
  /** The task's thread needs a connection: true when the task waits for it or has failed meanwhile, false when it is there. */
  connect(task: number): boolean;
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
  private readonly rows: RowWaits;
  private readonly wal: WalFlush;
  private readonly work: StatementWork;
  private readonly driverTime: number;
  private readonly roundTrip: number;
  private readonly healthChecks: boolean;
  private readonly links: ServerLinks;
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
    this.wal = new WalFlush(postgres.commit_flush_ms / 1000);
    this.work = new StatementWork(scenario, demands, connections);
    this.driverTime = django.python_ms_per_query / 1000;
    this.roundTrip = postgres.round_trip_ms / 1000;
    this.healthChecks = django.CONN_HEALTH_CHECKS;
    this.timeouts = new DatabaseTimeouts(machine, postgres);
    this.rows = new RowWaits(machine, this.timeouts, queries, mostUsers(run), seed);
    this.locks = this.rows.locks;
    this.cancellations = new Cancellations(
      machine,
      connections,
      this.locks,
      this.timeouts,
      EXECUTE,
      host,
    );
    this.links = new ServerLinks(
      machine,
      connections,
      this.cancellations,
      pgbouncer?.pool_mode ?? null,
      host,
    );
  }

  /** One statement; in autocommit it is a transaction of its own (semantics B3). True when the task waits or has failed. */
  run(task: number, index: number): boolean {
    const { machine, connections, links } = this;
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
            if (links.transit(task)) return true;
            break;
          }
          tasks.stage[task] = DRIVER;
          break;
        case CHECK:
          // SELECT 1 before a reused connection serves (semantics C5): one round trip.
          if (!links.assign(task)) return true;
          tasks.stage[task] = CHECKED;
          if (machine.delay(task, this.tripTime())) return true;
          break;
        case CHECKED:
          if (tasks.inTransaction[task] === 0) links.unlink(task);
          tasks.stage[task] = DRIVER;
          break;
        case DRIVER:
          tasks.stage[task] = TRANSIT;
          if (machine.python(task, this.driverTime)) return true;
          break;
        case TRANSIT:
          if (this.cancellations.failsForLostSession(task)) return true;
          tasks.stage[task] = SERVER;
          if (links.transit(task)) return true;
          break;
        case SERVER:
          if (!links.assign(task)) return true;
          if (!this.work.plans(task, index, query)) {
            this.host.fail(task, failures.STATEMENT_MISSING);
            return true;
          }
          tasks.stage[task] = EXECUTE;
          this.begins(task);
          if (query.lock >= 0 && this.rows.wait(task, query)) return true;
          break;
        case EXECUTE:
          tasks.stage[task] = WAIT;
          if (machine.computeInPostgres(task, this.work.of(task, query))) return true;
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
    this.links.unlink(task);
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
      if (machine.computeInPostgres(task, this.work.of(task, query))) return true;
    }
    if (stage[task] === WAIT) {
      stage[task] = DONE;
      if (machine.delay(task, demands.sample(task, query.wait))) return true;
    }
    this.timeouts.stopAll(task);
    this.locks.releaseAll(task);
    return false;
  }

  /** Time of a round trip to the database. */
  private tripTime(): number {
    return this.roundTrip + this.machine.conditions.databaseDelay;
  }

  /** The backend has the statement. */
  private begins(task: number): void {
    this.links.queryBegins(task);
    this.timeouts.statementBegins(task, this.machine.tasks.inTransaction[task] === 1);
  }

  private ends(task: number): void {
    this.links.queryEnds(task);
    if (this.machine.tasks.inTransaction[task] === 1) {
      this.timeouts.idleInTransaction.start(task);
    } else {
      this.locks.releaseAll(task);
      this.links.unlink(task);
    }
  }

  /** In autocommit a write waits for the log, in a transaction its commit does (semantics A18). */
  private flushes(task: number, query: CompiledQuery): boolean {
    return query.write && this.machine.tasks.inTransaction[task] === 0 && this.wal.seconds > 0;
  }
}
