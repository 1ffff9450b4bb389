import type { WaitingLine } from '../../stations/waitingLine.ts';
import {
  cachedByPgBouncer,
  NO_FAILURE,
  PGBOUNCER_MAX_CLIENTS,
  QUERY_WAIT_TIMEOUT,
  STARTING_UP,
} from '../failures.ts';
import type { Machine } from '../machine.ts';
import type { PgBouncer as Settings } from '../scenario/pgbouncer.ts';
import type { PgBouncerHost } from './host.ts';
import { MaintenanceTimer } from './maintenanceTimer.ts';
import { PoolCounters, type StatsRow } from './poolCounters.ts';
import { PoolLimits } from './poolLimits.ts';
import { ServerLogins } from './serverLogins.ts';
import { Servers } from './servers.ts';
import { DATABASE, type PoolRow, poolRow } from './showPool.ts';
import { WaitingClients } from './waitingClients.ts';

export const NO_SERVER = -1;
/** The client waits for a server. */
export const WAITS = -1;

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
  private readonly limits: PoolLimits;
  private readonly servers: Servers;
  private readonly logins: ServerLogins;
  private readonly maintenance: MaintenanceTimer;
  private readonly waiting: WaitingClients;
  private clients = 0;
  private welcomed = false;
  private threadFreeAt = 0;

  constructor(machine: Machine, settings: Settings, replica: number, host: PgBouncerHost) {
    this.machine = machine;
    this.settings = settings;
    this.host = host;
    this.replica = replica;
    this.limits = new PoolLimits(settings);
    this.servers = new Servers(settings);
    this.maintenance = new MaintenanceTimer(machine, replica);
    this.waiting = new WaitingClients(machine.tasks);
    this.logins = new ServerLogins(
      machine,
      settings,
      replica,
      this.limits,
      this.servers,
      this.waiting,
      host,
    );
  }

  /** Time in s that a statement spends on the way through the single thread and over the extra hop (semantics B17). */
  transit(): number {
    const { now } = this.machine;
    const { cpu_us_per_statement, hop_ms } = this.settings;
    this.threadFreeAt = Math.max(now, this.threadFreeAt) + cpu_us_per_statement / 1e6;
    return this.threadFreeAt - now + hop_ms / 1000;
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
    this.enqueue(this.waiting.forWelcome, task);
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
    this.logins.launch();
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
    this.enqueue(this.waiting.forServer, task);
    return WAITS;
  }

  /** A server is free: it goes to the client that waits longest, unless it is too old (semantics B10, B13). */
  release(server: number): void {
    const { now } = this.machine;
    this.counters.transactionEnds(server, now);
    if (this.servers.endsLifetime(server, now, this.limits.size)) {
      this.close(server);
      this.logins.launch();
      return;
    }
    this.serve(server);
  }

  /** The login under way is over. */
  loginEnded(failure: number): void {
    const { servers, waiting } = this;
    this.logins.ended(failure);
    if (failure === NO_FAILURE) {
      this.welcomed = true;
      while (waiting.forWelcome.length > 0) {
        this.host.resume(waiting.take(waiting.forWelcome), NO_SERVER);
      }
      this.serve(servers.opened(this.machine.now));
      return;
    }
    // While PostgreSQL starts up, they wait on.
    if (servers.count === 0 && failure !== STARTING_UP) {
      // Nobody is left to serve them: all that wait get PostgreSQL's own message (semantics B14).
      for (const line of waiting.lines) {
        while (line.length > 0) this.turnOut(waiting.take(line), failure);
      }
    }
    this.logins.launch();
  }

  /** PostgreSQL has ended all sessions; those in use are lost with their clients. */
  idleServersLost(): void {
    for (let server = this.servers.take(); server !== NO_SERVER; server = this.servers.take()) {
      this.close(server);
    }
    this.logins.launch();
  }

  /** The login under way takes longer than `server_connect_timeout`: who waits goes on waiting (semantics B13). */
  loginTimedOut(): void {
    this.logins.timedOut();
  }

  retry(): void {
    this.logins.waited();
  }

  /** One pass of the maintenance: closes, disconnects and opens what has become due, and comes back when more will be. */
  maintain(): void {
    this.maintenance.fired();
    const { now } = this.machine;
    for (;;) {
      const impatient = this.waiting.takeImpatient(this.settings.query_wait_timeout, now);
      if (impatient < 0) break;
      this.turnOut(impatient, QUERY_WAIT_TIMEOUT);
    }
    for (;;) {
      const overdue = this.servers.takeOverdue(now, this.limits.size);
      if (overdue === NO_SERVER) break;
      this.close(overdue);
    }
    this.logins.launch();
    if (this.lacksServers()) this.logins.begin();
    if (this.waiting.count > 0 || this.lacksServers()) this.maintenance.soon();
    else this.maintenance.by(this.servers.nextOverdue());
  }

  /** Takes a waiting task out of the queue. */
  abandon(task: number): void {
    this.waiting.remove(task);
  }

  /** At `now` (s, not before the last event). */
  showPool(now: number): PoolRow {
    const { settings, clients, waiting, servers, logins } = this;
    return poolRow(settings.pool_mode, clients, waiting, servers, logins, now);
  }

  /** At `now` (s, not before the last event). */
  showStats(now: number): StatsRow {
    return this.counters.show(DATABASE, now);
  }

  /** Fewer than `min_pool_size`, with a client there for whom to open them (semantics B5). */
  private lacksServers(): boolean {
    return this.limits.isShort(this.servers.count) && this.clients > 0;
  }

  private serve(server: number): void {
    const { servers, waiting, machine } = this;
    if (waiting.forServer.length > 0) {
      const task = waiting.take(waiting.forServer);
      this.counters.assigned(machine.now, machine.now - machine.tasks.waitingSince[task]!);
      this.host.resume(task, server);
      this.logins.launch();
    } else {
      servers.putBack(server, machine.now);
      if (!this.maintenance.isSet) this.maintenance.by(servers.nextOverdue());
    }
  }

  private close(server: number): void {
    this.servers.closed(server);
    this.host.serverClosed();
  }

  private enqueue(line: WaitingLine, task: number): void {
    this.waiting.join(line, task, this.machine.now);
    this.maintenance.soon();
    this.logins.launch();
  }

  private turnOut(task: number, failure: number): void {
    this.clients--;
    this.host.disconnect(task, failure);
  }
}
