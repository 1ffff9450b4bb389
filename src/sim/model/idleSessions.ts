import * as codes from './eventCodes.ts';
import type { Machine } from './machine.ts';

/**
 * `idle_session_timeout`: PostgreSQL ends a session that has been idle outside of a transaction for so long (semantics
 * A19). One timer for each connection, put off when it fires too early; with 0 s there is none.
 */
export class IdleSessions {
  private readonly machine: Machine;
  private readonly seconds: number;
  /** By connection: since when it has been idle, s; Infinity while it is used. */
  private readonly since: number[] = [];
  private readonly timers: number[] = [];

  constructor(machine: Machine, seconds: number) {
    this.machine = machine;
    this.seconds = seconds;
  }

  opened(connection: number): void {
    if (this.seconds === 0) return;
    this.since[connection] = this.machine.now;
    this.start(connection, this.seconds);
  }

  used(connection: number): void {
    if (this.seconds > 0) this.since[connection] = Infinity;
  }

  rests(connection: number): void {
    if (this.seconds > 0) this.since[connection] = this.machine.now;
  }

  closed(connection: number): void {
    const timer = this.timers[connection] ?? -1;
    if (timer >= 0) this.machine.events.cancel(timer);
    this.timers[connection] = -1;
  }

  /** The timer of `connection` has fired; true when its session ends now. */
  fired(connection: number): boolean {
    this.timers[connection] = -1;
    const since = this.since[connection]!;
    const left = since + this.seconds - this.machine.now;
    if (left <= 0) return true;
    this.start(connection, since === Infinity ? this.seconds : left);
    return false;
  }

  private start(connection: number, seconds: number): void {
    this.timers[connection] = this.machine.after(seconds, codes.IDLE_SESSION_TIMER, connection);
  }
}
