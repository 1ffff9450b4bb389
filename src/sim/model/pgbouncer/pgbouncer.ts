import { WaitingLine } from '../../stations/waitingLine.ts';
import {
  cachedByPgBouncer,
  NO_FAILURE,
  PGBOUNCER_MAX_CLIENTS,
  QUERY_WAIT_TIMEOUT,
  SERVER_CONNECT_TIMEOUT,
  STARTING_UP,
} from '../failures.ts';
import type { Machine } from '../machine.ts';
import type { PgBouncer as Settings } from '../scenario/pgbouncer.ts';
import { IN_PGBOUNCER_QUEUE, NOWHERE } from '../tasks.ts';
import { MaintenanceTimer } from './maintenanceTimer.ts';
import { PoolCounters, type StatsRow } from './poolCounters.ts';
import { ServerLogins } from './serverLogins.ts';
import { Servers } from './servers.ts';

/** `server_check_delay`, s: a server that has been idle for longer counts as used (semantics B13, B21). */
const SERVER_CHECK_DELAY = 30;

/** There is one database and one user, and neither has a name in a scenario. */
const DATABASE = 'app';
const USER = 'app';

export const NO_SERVER = -1;
/** The client waits for a server. */
export const WAITS = -1;

/** What PgBouncer asks of the stack around it. */
export interface PgBouncerHost {
  /** Starts a login at PostgreSQL for a task of kind PGBOUNCER_LOGIN. */
  connect(task: number): void;
  /** Gives such a login up. */
  giveUp(task: number): void;
  /** A waiting task goes on, with `server` or, after the welcome message, with NO_SERVER. */
  resume(task: number, server: number): void;
  /** A waiting task is disconnected. */
  disconnect(task: number, failure: number): void;
  /** PgBouncer has closed a server connection. */
  serverClosed(): void;
}

/** The row of `SHOW POOLS` (semantics B21); the model has neither cancel requests nor lists of hosts. */
export interface PoolRow {
  readonly database: string;
  readonly user: string;
  readonly cl_active: number;
  readonly cl_waiting: number;
  readonly sv_active: number;
  readonly sv_idle: number;
  readonly sv_used: number;
  readonly sv_tested: number;
  readonly sv_login: number;
  readonly maxwait: number;
  readonly maxwait_us: number;
  readonly pool_mode: Settings['pool_mode'];
}

/**
 * One PgBouncer process with one pool (database, user): clients up to `max_client_conn`, servers assigned lazily
 * (semantics B2), first come first served (B10), grown one login at a time (B12), with a queue that nobody waits in for
 * longer than `query_wait_timeout` (B9).
 */
export class PgBouncer {
  readonly counters = new PoolCounters();
  /** Its number among several. */
  readonly replica: number;
  private readonly machine: Machine;
  private readonly settings: Settings;
  private readonly host: PgBouncerHost;
  private readonly poolSize: number;
  /** `max_db_connections` and `max_user_connections`: with one pool the same limit (semantics B7). */
  private readonly cap: number;
  private readonly servers: Servers;
  private readonly logins: ServerLogins;
  private readonly maintenance: MaintenanceTimer;
  private readonly waiting: WaitingLine;
  /** Clients that log in before the pool has had its first server (semantics B2). */
  private readonly waitingForWelcome: WaitingLine;
  private clients = 0;
  private welcomed = false;
  private threadFreeAt = 0;

  /** `replica` is this process's number among several. */
  constructor(machine: Machine, settings: Settings, replica: number, host: PgBouncerHost) {
    this.machine = machine;
    this.settings = settings;
    this.host = host;
    this.replica = replica;
    this.poolSize = orUnlimited(settings.default_pool_size);
    this.cap = Math.min(
      orUnlimited(settings.max_db_connections),
      orUnlimited(settings.max_user_connections),
    );
    this.servers = new Servers(settings);
    this.logins = new ServerLogins(machine, settings, replica);
    this.maintenance = new MaintenanceTimer(machine, replica);
    this.waiting = new WaitingLine(machine.tasks.links);
    this.waitingForWelcome = new WaitingLine(machine.tasks.links);
  }

  /** Time in s that a statement spends on the way through the single thread and over the extra hop (semantics B17). */
  transit(): number {
    const { now } = this.machine;
    const cost = this.settings.cpu_us_per_statement / 1e6;
    this.threadFreeAt = Math.max(now, this.threadFreeAt) + cost;
    return this.threadFreeAt - now + this.settings.hop_ms / 1000;
  }

  /** Tells servers of the same number apart. */
  serialOf(server: number): number {
    return this.servers.serialOf(server);
  }

  /** A client connects: refused beyond `max_client_conn` (semantics B8), which admin consoles count to (M11). */
  admit(): number {
    const { max_client_conn, admin_clients } = this.settings;
    if (this.clients + admin_clients >= max_client_conn) return PGBOUNCER_MAX_CLIENTS;
    this.clients++;
    return NO_FAILURE;
  }

  /** An admitted client asks for the welcome message; true when it has to wait for the pool's first server. */
  awaitWelcome(task: number): boolean {
    if (this.welcomed) {
      if (this.lacksServers()) this.maintenance.soon();
      return false;
    }
    this.enqueue(this.waitingForWelcome, task);
    return true;
  }

  /** A client that was admitted goes; the `server` linked to it, if any, is set free. */
  leave(server: number): void {
    this.clients--;
    if (server !== NO_SERVER) this.release(server);
  }

  /** A client goes in the middle of a transaction, or its server has gone: the server is closed. */
  leaveUnclean(server: number): void {
    this.clients--;
    if (server === NO_SERVER) return;
    this.counters.transactionEnds(server, this.machine.now);
    this.servers.closed(server);
    this.launch();
  }

  /**
   * `task` asks for a server: its number when it has one at once, WAITS when the host will resume or disconnect it, or
   * WAITS - failure when it is disconnected at once (fast fail, semantics B16).
   */
  acquire(task: number): number {
    const server = this.servers.take();
    if (server !== NO_SERVER) {
      this.counters.assigned(this.machine.now, 0);
      return server;
    }
    if (this.logins.lastFailure !== NO_FAILURE && this.servers.count === 0) {
      this.clients--;
      return WAITS - cachedByPgBouncer(this.logins.lastFailure);
    }
    this.enqueue(this.waiting, task);
    return WAITS;
  }

  /** A server is free: it goes to the client that waits longest, unless it is too old (semantics B10, B13). */
  release(server: number): void {
    const { now } = this.machine;
    this.counters.transactionEnds(server, now);
    if (this.servers.endsLifetime(server, now, this.poolSize)) {
      this.close(server);
      this.launch();
      return;
    }
    this.serve(server);
  }

  /** The login under way is over. */
  loginEnded(failure: number): void {
    const { machine, servers } = this;
    this.logins.ended(failure);
    if (failure === NO_FAILURE) {
      this.welcomed = true;
      while (this.waitingForWelcome.length > 0) {
        this.handOver(this.waitingForWelcome.shift(), NO_SERVER);
      }
      this.serve(servers.opened(machine.now));
      return;
    }
    // While PostgreSQL starts up, they wait on.
    if (servers.count === 0 && failure !== STARTING_UP) {
      // Nobody is left to serve them: all that wait get PostgreSQL's own message (semantics B14).
      for (const queue of [this.waiting, this.waitingForWelcome]) {
        while (queue.length > 0) this.turnOut(queue.shift(), failure);
      }
    }
    this.launch();
  }

  /** PostgreSQL has ended all sessions; those in use are lost with their clients. */
  idleServersLost(): void {
    for (let server = this.servers.take(); server !== NO_SERVER; server = this.servers.take()) {
      this.close(server);
    }
    this.launch();
  }

  /** The login under way takes longer than `server_connect_timeout`: who waits goes on waiting (semantics B13). */
  loginTimedOut(): void {
    this.logins.timedOut();
    this.host.giveUp(this.logins.task);
    this.logins.ended(SERVER_CONNECT_TIMEOUT);
    this.launch();
  }

  retry(): void {
    this.logins.waited();
    this.launch();
  }

  /** One pass of the maintenance: closes, disconnects and opens what has become due, and comes back when more will be. */
  maintain(): void {
    this.maintenance.fired();
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
    for (;;) {
      const overdue = this.servers.takeOverdue(now, this.poolSize);
      if (overdue === NO_SERVER) break;
      this.close(overdue);
    }
    this.launch();
    if (this.lacksServers()) this.login();
    if (this.clientsWaiting > 0 || this.lacksServers()) this.maintenance.soon();
    else this.maintenance.by(this.servers.nextOverdue());
  }

  /** Takes a waiting task out of the queue. */
  abandon(task: number): void {
    const logsIn = this.machine.tasks.connecting[task]! >= 0;
    (logsIn ? this.waitingForWelcome : this.waiting).remove(task);
  }

  /** At `now` (s, not before the last event). */
  showPool(now: number): PoolRow {
    const { tasks } = this.machine;
    const heads = [this.waiting, this.waitingForWelcome]
      .filter((queue) => queue.length > 0)
      .map((queue) => now - tasks.waitingSince[queue.first]!);
    const maxwait = Math.round(Math.max(0, ...heads) * 1e6);
    const used = this.servers.idleFor(SERVER_CHECK_DELAY, now);
    return {
      database: DATABASE,
      user: USER,
      cl_active: this.clients - this.clientsWaiting,
      cl_waiting: this.clientsWaiting,
      sv_active: this.servers.count - this.servers.idleCount,
      sv_idle: this.servers.idleCount - used,
      sv_used: used,
      sv_tested: 0,
      sv_login: this.logins.task < 0 ? 0 : 1,
      maxwait: Math.floor(maxwait / 1e6),
      maxwait_us: maxwait % 1e6,
      pool_mode: this.settings.pool_mode,
    };
  }

  /** At `now` (s, not before the last event). */
  showStats(now: number): StatsRow {
    return this.counters.show(DATABASE, now);
  }

  private get clientsWaiting(): number {
    return this.waiting.length + this.waitingForWelcome.length;
  }

  /** Fewer than `min_pool_size`, with a client there for whom to open them (semantics B5). */
  private lacksServers(): boolean {
    return (
      this.servers.count < this.settings.min_pool_size &&
      this.servers.count < Math.min(this.poolSize, this.cap) &&
      this.clients > 0
    );
  }

  private serve(server: number): void {
    const { servers, machine } = this;
    if (this.waiting.length > 0) {
      const task = this.waiting.shift();
      this.counters.assigned(machine.now, machine.now - machine.tasks.waitingSince[task]!);
      this.handOver(task, server);
      this.launch();
    } else {
      servers.putBack(server, machine.now);
      if (!this.maintenance.isSet) this.maintenance.by(servers.nextOverdue());
    }
  }

  private close(server: number): void {
    this.servers.closed(server);
    this.host.serverClosed();
  }

  private enqueue(queue: WaitingLine, task: number): void {
    const { tasks, now } = this.machine;
    tasks.place[task] = IN_PGBOUNCER_QUEUE;
    tasks.waitingSince[task] = now;
    queue.push(task);
    this.maintenance.soon();
    this.launch();
  }

  private handOver(task: number, server: number): void {
    this.machine.tasks.place[task] = NOWHERE;
    this.host.resume(task, server);
  }

  private turnOut(task: number, failure: number): void {
    this.machine.tasks.place[task] = NOWHERE;
    this.clients--;
    this.host.disconnect(task, failure);
  }

  /** Opens one more server if somebody waits and the rules allow it (semantics B6). */
  private launch(): void {
    if (this.logins.task >= 0 || this.clientsWaiting === 0) return;
    const { machine, settings, servers } = this;
    if (servers.count >= this.poolSize) {
      const head = this.waiting.length > 0 ? this.waiting.first : this.waitingForWelcome.first;
      const waited = machine.now - machine.tasks.waitingSince[head]!;
      const withReserve = this.poolSize + settings.reserve_pool_size;
      const patience = settings.reserve_pool_timeout;
      if (patience === 0 || servers.count >= withReserve || waited < patience) return;
    }
    this.login();
  }

  /** Begins a login, unless a cap is reached (semantics B7) or the last one forbids it. */
  private login(): void {
    if (this.servers.count < this.cap && this.logins.begin()) this.host.connect(this.logins.task);
  }
}

function orUnlimited(setting: number): number {
  return setting === 0 ? Infinity : setting;
}
