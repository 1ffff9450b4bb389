import * as codes from './eventCodes.ts';
import { NO_FAILURE, SLOTS_EXHAUSTED, SLOTS_RESERVED } from './failures.ts';
import type { Machine } from './machine.ts';
import type { Postgres as Settings } from './scenario.ts';

/** Told of every change of the number of slots taken. */
export type SlotWatch = (now: number, used: number) => void;

/**
 * PostgreSQL's connection slots. There is no queue: who finds none is refused at once (semantics A9), with one of two
 * texts (A4), after having cost a fork, and for the second one authentication (A5), during which a slot is taken (A6).
 */
export class Postgres {
  /** Slots that the application's role may fill (semantics A3). */
  readonly limit: number;
  private readonly machine: Machine;
  private readonly settings: Settings;
  private readonly watch: SlotWatch;
  private used: number;

  constructor(machine: Machine, settings: Settings, watch: SlotWatch) {
    this.machine = machine;
    this.settings = settings;
    this.watch = watch;
    const reserved = settings.superuser_reserved_connections + settings.reserved_connections;
    this.limit = settings.max_connections - (settings.role === 'superuser' ? 0 : reserved);
    this.used = Math.min(settings.slots_taken_before, settings.max_connections);
    watch(0, this.used);
    if (this.used > 0 && settings.slots_released_at_s !== null) {
      machine.after(settings.slots_released_at_s, codes.SLOTS_RELEASED, this.used);
    }
  }

  /** Who asks for a slot when its backend has been forked; a failure number, or NO_FAILURE and the slot is taken. */
  takeSlot(): number {
    if (this.used >= this.settings.max_connections) return SLOTS_EXHAUSTED;
    this.change(1);
    return NO_FAILURE;
  }

  /** The check after authentication, with the own slot counted; a failure number, the slot then being given back. */
  checkReserved(): number {
    if (this.used <= this.limit) return NO_FAILURE;
    this.close();
    return SLOTS_RESERVED;
  }

  /** A connection ends; its slot is free when the backend has exited (semantics A11). */
  close(): void {
    this.machine.after(this.settings.exit_ms / 1000, codes.SLOT_FREE, 1);
  }

  /** Backends have exited. */
  slotsFreed(count: number): void {
    this.change(-count);
  }

  private change(by: number): void {
    this.used += by;
    this.watch(this.machine.now, this.used);
  }
}
