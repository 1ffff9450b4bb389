import { IntQueue } from '../kernel/intQueue.ts';
import * as codes from './eventCodes.ts';
import {
  NO_FAILURE,
  PGBOUNCER_LOGIN_FAILING,
  PGBOUNCER_MAX_CLIENTS,
  QUERY_WAIT_TIMEOUT,
} from './failures.ts';
import type { Machine } from './machine.ts';
import type { PgBouncer as Settings } from './scenario.ts';
import { IN_PGBOUNCER_QUEUE, NOWHERE, PGBOUNCER_LOGIN } from './tasks.ts';

/** Full maintenance runs every third of a second (semantics B9). */
const MAINTENANCE_PERIOD = 1 / 3;

/** What PgBouncer asks of the stack around it. */
export interface PgBouncerHost {
  /** Starts a login at PostgreSQL for a task of kind PGBOUNCER_LOGIN. */
  connect(task: number): void;
  /** A waiting task goes on. */
  resume(task: number): void;
  /** A waiting task is disconnected. */
  disconnect(task: number, failure: number): void;
}

/**
 * One PgBouncer with one pool (database, user): clients up to `max_client_conn`, servers assigned lazily (semantics B2),
 * first come first served (B10), grown one login at a time (B12), with a queue that nobody waits in for longer than
 * `query_wait_timeout` (B9).
 */
export class PgBouncer {
  private readonly machine: Machine;
  private readonly settings: Settings;
  private readonly host: PgBouncerHost;
  private readonly poolSize: number;
  private readonly waiting = new IntQueue();
  /** Clients that log in before the pool has had its first server (semantics B2). */
  private readonly waitingForWelcome = new IntQueue();
  private clients = 0;
  private idleServers = 0;
  private servers = 0;
  private welcomed = false;
  private loginTask = -1;
  private lastLoginFailed = false;
  /** `server_login_retry` after the last attempt began (semantics B15). */
  private retryAt = 0;
  private retryTimer = -1;
  private maintenance = -1;
  private threadFreeAt = 0;

  constructor(machine: Machine, settings: Settings, host: PgBouncerHost) {
    this.machine = machine;
    this.settings = settings;
    this.host = host;
    this.poolSize = settings.default_pool_size === 0 ? Infinity : settings.default_pool_size;
  }

  /** Time in s that a statement spends on the way through the single thread and over the extra hop (semantics B17). */
  transit(): number {
    const { now } = this.machine;
    const cost = this.settings.cpu_us_per_statement / 1e6;
    this.threadFreeAt = Math.max(now, this.threadFreeAt) + cost;
    return this.threadFreeAt - now + this.settings.hop_ms / 1000;
  }

  /** A client connects: refused beyond `max_client_conn` (semantics B8), else counted in. */
  admit(): number {
    if (this.clients >= this.settings.max_client_conn) return PGBOUNCER_MAX_CLIENTS;
    this.clients++;
    return NO_FAILURE;
  }

  /** An admitted client asks for the welcome message; true when it has to wait for the pool's first server. */
  awaitWelcome(task: number): boolean {
    if (this.welcomed) return false;
    this.enqueue(this.waitingForWelcome, task);
    return true;
  }

  /** A client that was admitted goes; a server linked to it is set free. */
  leave(linked: boolean): void {
    this.clients--;
    if (linked) this.release();
  }

  /** A client goes in the middle of a transaction: the server linked to it is closed. */
  leaveUnclean(linked: boolean): void {
    this.clients--;
    if (!linked) return;
    this.servers--;
    this.launch();
  }

  /**
   * `task` asks for a server: NO_FAILURE when it has one at once, a failure number when it is disconnected (fast
   * fail, semantics B16), or -1 when it waits: the host then resumes or disconnects it.
   */
  acquire(task: number): number {
    if (this.idleServers > 0) {
      this.idleServers--;
      return NO_FAILURE;
    }
    if (this.lastLoginFailed && this.servers === 0) {
      this.clients--;
      return PGBOUNCER_LOGIN_FAILING;
    }
    this.enqueue(this.waiting, task);
    return -1;
  }

  /** A server is free: it goes to the client that waits longest. */
  release(): void {
    if (this.waiting.length > 0) {
      this.handOver(this.waiting.shift());
      this.launch();
    } else {
      this.idleServers++;
    }
  }

  /** The login under way is over. */
  loginEnded(failure: number): void {
    this.machine.tasks.remove(this.loginTask);
    this.loginTask = -1;
    this.lastLoginFailed = failure !== NO_FAILURE;
    if (failure === NO_FAILURE) {
      this.servers++;
      this.welcomed = true;
      while (this.waitingForWelcome.length > 0) this.handOver(this.waitingForWelcome.shift());
      this.release();
      return;
    }
    if (this.servers === 0) {
      // Nobody is left to serve them: all that wait get PostgreSQL's own message (semantics B14).
      for (const queue of [this.waiting, this.waitingForWelcome]) {
        while (queue.length > 0) this.turnOut(queue.shift(), failure);
      }
    }
    this.launch();
  }

  retry(): void {
    this.retryTimer = -1;
    this.launch();
  }

  /** Disconnects who has waited for too long; goes on as long as somebody waits. */
  maintain(): void {
    this.maintenance = -1;
    const { query_wait_timeout } = this.settings;
    const { tasks, now } = this.machine;
    for (const queue of [this.waiting, this.waitingForWelcome]) {
      while (
        query_wait_timeout > 0 &&
        queue.length > 0 &&
        now - tasks.waitingSince[queue.first]! > query_wait_timeout
      ) {
        this.turnOut(queue.shift(), QUERY_WAIT_TIMEOUT);
      }
    }
    this.launch();
    // Who was turned out may have come back to the queue already, and have set the timer.
    if (this.waiting.length + this.waitingForWelcome.length > 0 && this.maintenance < 0) {
      this.scheduleMaintenance();
    }
  }

  /** Takes a waiting task out of the queue. */
  abandon(task: number): void {
    if (!this.waiting.remove(task)) this.waitingForWelcome.remove(task);
  }

  private enqueue(queue: IntQueue, task: number): void {
    const { tasks, now } = this.machine;
    tasks.place[task] = IN_PGBOUNCER_QUEUE;
    tasks.waitingSince[task] = now;
    queue.push(task);
    if (this.maintenance < 0) this.scheduleMaintenance();
    this.launch();
  }

  private scheduleMaintenance(): void {
    const { now } = this.machine;
    const period = Math.floor(now / MAINTENANCE_PERIOD + 1e-9) + 1;
    this.maintenance = this.machine.after(
      period * MAINTENANCE_PERIOD - now,
      codes.PGBOUNCER_MAINTENANCE,
      0,
    );
  }

  private handOver(task: number): void {
    this.machine.tasks.place[task] = NOWHERE;
    this.host.resume(task);
  }

  private turnOut(task: number, failure: number): void {
    this.machine.tasks.place[task] = NOWHERE;
    this.clients--;
    this.host.disconnect(task, failure);
  }

  /** Opens one more server if somebody waits and the rules allow it (semantics B6, B12, B15). */
  private launch(): void {
    if (this.loginTask >= 0 || this.waiting.length + this.waitingForWelcome.length === 0) return;
    const { machine, settings } = this;
    if (this.servers >= this.poolSize) {
      const head = this.waiting.length > 0 ? this.waiting.first : this.waitingForWelcome.first;
      const waited = machine.now - machine.tasks.waitingSince[head]!;
      const withReserve = this.poolSize + settings.reserve_pool_size;
      const patience = settings.reserve_pool_timeout;
      if (patience === 0 || this.servers >= withReserve || waited < patience) return;
    }
    if (this.lastLoginFailed && machine.now < this.retryAt) {
      if (this.retryTimer < 0) {
        this.retryTimer = machine.after(this.retryAt - machine.now, codes.PGBOUNCER_RETRY, 0);
      }
      return;
    }
    this.retryAt = machine.now + settings.server_login_retry;
    this.loginTask = machine.tasks.add(PGBOUNCER_LOGIN);
    this.host.connect(this.loginTask);
  }
}
