import * as codes from '../eventCodes.ts';
import { NO_FAILURE } from '../failures.ts';
import type { Machine } from '../machine.ts';
import type { PgBouncer as Settings } from '../scenario/pgbouncer.ts';
import { PGBOUNCER_LOGIN } from '../tasks.ts';

type Waits = Pick<Settings, 'server_login_retry' | 'server_connect_timeout'>;

/**
 * Logins of one pool at PostgreSQL: one at a time (semantics B12), after a failed one not before `server_login_retry` has
 * passed since it began (B15).
 */
export class ServerLogins {
  /** Failure of the last login; NO_FAILURE when it succeeded. */
  lastFailure = NO_FAILURE;
  /** The login under way, a task of kind PGBOUNCER_LOGIN; -1: none. */
  task = -1;
  private readonly machine: Machine;
  private readonly waits: Waits;
  private readonly replica: number;
  private timer = -1;
  private retryAt = 0;
  private retryTimer = -1;

  constructor(machine: Machine, waits: Waits, replica: number) {
    this.machine = machine;
    this.waits = waits;
    this.replica = replica;
  }

  /** Prepares a login; true when its `task` is to connect now, false when it has to wait. */
  begin(): boolean {
    if (this.task >= 0) return false;
    const { machine, waits, replica } = this;
    if (this.lastFailure !== NO_FAILURE && machine.now < this.retryAt) {
      if (this.retryTimer < 0) {
        const wait = this.retryAt - machine.now;
        this.retryTimer = machine.after(wait, codes.PGBOUNCER_RETRY, replica);
      }
      return false;
    }
    this.retryAt = machine.now + waits.server_login_retry;
    this.task = machine.tasks.add(PGBOUNCER_LOGIN);
    machine.tasks.pooler[this.task] = replica;
    if (waits.server_connect_timeout > 0) {
      const { server_connect_timeout } = waits;
      this.timer = machine.after(server_connect_timeout, codes.PGBOUNCER_LOGIN_TIMER, replica);
    }
    return true;
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

  /** The login takes too long; its timer has fired. */
  timedOut(): void {
    this.timer = -1;
  }

  /** The wait after a failed login is over. */
  waited(): void {
    this.retryTimer = -1;
  }
}
