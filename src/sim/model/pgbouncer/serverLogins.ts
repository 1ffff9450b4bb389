import * as codes from '../eventCodes.ts';
import { NO_FAILURE, SERVER_CONNECT_TIMEOUT } from '../failures.ts';
import type { Machine } from '../machine.ts';
import type { PgBouncer as Settings } from '../scenario/pgbouncer.ts';
import { PGBOUNCER_LOGIN } from '../tasks.ts';
import type { PgBouncerHost } from './host.ts';
import type { PoolLimits } from './poolLimits.ts';
import type { Servers } from './servers.ts';
import type { WaitingClients } from './waitingClients.ts';

type Waits = Pick<Settings, 'server_login_retry' | 'server_connect_timeout'>;

/**
 * Logins of one pool at PostgreSQL: one at a time (semantics B12), within its limits, after a failed one not before
 * `server_login_retry` has passed since it began (B15).
 */
export class ServerLogins {
  /** Failure of the last login; NO_FAILURE when it succeeded. */
  lastFailure = NO_FAILURE;
  /** The login under way, a task of kind PGBOUNCER_LOGIN; -1: none. */
  task = -1;
  private readonly machine: Machine;
  private readonly waits: Waits;
  private readonly replica: number;
  private readonly limits: PoolLimits;
  private readonly servers: Servers;
  private readonly waiting: WaitingClients;
  private readonly host: PgBouncerHost;
  private timer = -1;
  private retryAt = 0;
  private retryTimer = -1;

  constructor(
    machine: Machine,
    waits: Waits,
    replica: number,
    limits: PoolLimits,
    servers: Servers,
    waiting: WaitingClients,
    host: PgBouncerHost,
  ) {
    this.machine = machine;
    this.waits = waits;
    this.replica = replica;
    this.limits = limits;
    this.servers = servers;
    this.waiting = waiting;
    this.host = host;
  }

  /** Opens one more server if somebody waits and the rules allow it (semantics B6). */
  launch(): void {
    const { waiting } = this;
    if (this.task >= 0 || waiting.count === 0) return;
    const head = waiting.forServer.length > 0 ? waiting.forServer : waiting.forWelcome;
    const waited = waiting.waited(head, this.machine.now);
    if (this.limits.grantsMore(this.servers.count, waited)) this.begin();
  }

  /** Begins a login, unless one is under way, a cap is reached (semantics B7) or the last one forbids it. */
  begin(): void {
    if (this.task >= 0 || !this.limits.hasRoom(this.servers.count)) return;
    const { machine, waits, replica } = this;
    if (this.lastFailure !== NO_FAILURE && machine.now < this.retryAt) {
      if (this.retryTimer < 0) {
        const wait = this.retryAt - machine.now;
        this.retryTimer = machine.after(wait, codes.PGBOUNCER_RETRY, replica);
      }
      return;
    }
    this.retryAt = machine.now + waits.server_login_retry;
    this.task = machine.tasks.add(PGBOUNCER_LOGIN);
    machine.tasks.pooler[this.task] = replica;
    if (waits.server_connect_timeout > 0) {
      const { server_connect_timeout } = waits;
      this.timer = machine.after(server_connect_timeout, codes.PGBOUNCER_LOGIN_TIMER, replica);
    }
    this.host.connect(this.task);
  }

  /** The login under way is over. */
  ended(failure: number): void {
    const { events, tasks } = this.machine;
    tasks.remove(this.task);
    this.task = -1;
    if (this.timer >= 0) events.cancel(this.timer);
    this.timer = -1;
    this.lastFailure = failure;
  }

  /** The login takes too long: it is given up, and the next one begun if somebody waits. */
  timedOut(): void {
    this.timer = -1;
    this.host.giveUp(this.task);
    this.ended(SERVER_CONNECT_TIMEOUT);
    this.launch();
  }

  /** The wait after a failed login is over: the next one is begun if somebody waits. */
  waited(): void {
    this.retryTimer = -1;
    this.launch();
  }
}
