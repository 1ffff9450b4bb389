import * as codes from './eventCodes.ts';
import {
  DATABASE_LIMIT,
  NO_FAILURE,
  ROLE_LIMIT,
  SLOTS_EXHAUSTED,
  SLOTS_RESERVED,
  STARTING_UP,
} from './failures.ts';
import type { Machine } from './machine.ts';
import type { Postgres as Settings } from './scenario/postgres.ts';
import { UNATTENDED } from './tasks.ts';

/** Told of every change of the number of slots taken. */
export type SlotWatch = (now: number, used: number) => void;

/**
 * PostgreSQL's connection slots. There is no queue: who finds none is refused at once (semantics A9), with one of two
 * texts (A4), after having cost a fork, and for the second one authentication (A5), during which a slot is taken (A6).
 */
export class Postgres {
  /** Connections that the application's role may have (semantics A3, A4). */
  readonly limit: number;
  private readonly machine: Machine;
  private readonly settings: Settings;
  private readonly watch: SlotWatch;
  /** Slots up to which the role is not refused for the reserved ones. */
  private readonly unreserved: number;
  private readonly roleLimit: number;
  private readonly databaseLimit: number;
  private used: number;
  /** Backends of the application's role that have been admitted and have not exited. */
  private admitted = 0;
  /** Restarts under way, and all so far: what exits after one belongs to the time before it. */
  private restarting = 0;
  private restarts = 0;

  constructor(machine: Machine, settings: Settings, watch: SlotWatch) {
    this.machine = machine;
    this.settings = settings;
    this.watch = watch;
    const isSuperuser = settings.role === 'superuser';
    const reserved = settings.superuser_reserved_connections + settings.reserved_connections;
    this.unreserved = settings.max_connections - (isSuperuser ? 0 : reserved);
    this.roleLimit = connectionLimit(isSuperuser, settings.role_connection_limit);
    this.databaseLimit = connectionLimit(isSuperuser, settings.database_connection_limit);
    this.limit = Math.min(this.unreserved, this.roleLimit, this.databaseLimit);
    this.used = Math.min(settings.slots_taken_before, settings.max_connections);
    watch(0, this.used);
    if (this.used > 0 && settings.slots_released_at_s !== null) {
      machine.after(settings.slots_released_at_s, codes.SLOTS_RELEASED, this.used);
    }
  }

  /** Who asks for a slot when its backend has been forked; a failure number, or NO_FAILURE and the slot is taken. */
  takeSlot(): number {
    if (this.restarting > 0) return STARTING_UP;
    if (this.used >= this.settings.max_connections) {
      this.tearDown();
      return SLOTS_EXHAUSTED;
    }
    this.change(1);
    return NO_FAILURE;
  }

  /** The checks after authentication, with the own slot counted; a failure number, the slot then being given back. */
  admit(): number {
    let failure = NO_FAILURE;
    if (this.used > this.unreserved) failure = SLOTS_RESERVED;
    else if (this.admitted >= this.databaseLimit) failure = DATABASE_LIMIT;
    else if (this.admitted >= this.roleLimit) failure = ROLE_LIMIT;
    if (failure === NO_FAILURE) this.admitted++;
    else this.abandon();
    return failure;
  }

  /** A connection that had been admitted ends; its slot is free when the backend has exited (semantics A11). */
  close(): void {
    this.exit(1);
  }

  /** A connection ends that holds a slot, but has not been admitted. */
  abandon(): void {
    this.exit(0);
  }

  /** A backend has exited; `backend` is what `exit` made of it. */
  exited(backend: number): void {
    if (backend >> 1 !== this.restarts) return;
    this.admitted -= backend & 1;
    this.change(-1);
  }

  /** Slots that others held before the test are free. */
  slotsReleased(count: number): void {
    if (this.restarts === 0) this.change(-count);
  }

  /** A restart begins: nobody is let in. */
  goDown(): void {
    this.restarting++;
  }

  /** All backends are gone. */
  loseAll(): void {
    this.restarts++;
    this.admitted = 0;
    this.change(-this.used);
  }

  comeUp(): void {
    this.restarting--;
  }

  private exit(admitted: number): void {
    this.machine.after(this.settings.exit_ms / 1000, codes.SLOT_FREE, this.restarts * 2 + admitted);
    this.tearDown();
  }

  /** Nobody waits for a backend that ends, but it needs a core. */
  private tearDown(): void {
    const { exit_cpu_ms } = this.settings;
    if (exit_cpu_ms === 0) return;
    this.machine.computeInPostgres(this.machine.tasks.add(UNATTENDED), exit_cpu_ms / 1000);
  }

  private change(by: number): void {
    this.used += by;
    this.watch(this.machine.now, this.used);
  }
}

function connectionLimit(isSuperuser: boolean, setting: number): number {
  return isSuperuser || setting < 0 ? Infinity : setting;
}
