import * as codes from '../eventCodes.ts';
import type { Machine } from '../machine.ts';

/** Full maintenance runs every third of a second (semantics B9). */
const PERIOD = 1 / 3;

/** Fires at multiples of the maintenance period, but only at those at which something may be due. */
export class MaintenanceTimer {
  private readonly machine: Machine;
  private readonly replica: number;
  private timer = -1;
  private at = Infinity;

  constructor(machine: Machine, replica: number) {
    this.machine = machine;
    this.replica = replica;
  }

  get isSet(): boolean {
    return this.timer >= 0;
  }

  fired(): void {
    this.timer = -1;
    this.at = Infinity;
  }

  /** Makes sure of a pass at the next multiple of the period. */
  soon(): void {
    this.set((Math.floor(this.machine.now / PERIOD + 1e-9) + 1) * PERIOD);
  }

  /** Makes sure of a pass at the first multiple of the period at or after `time` (s), but not at once. */
  by(time: number): void {
    if (time === Infinity) return;
    const next = Math.floor(this.machine.now / PERIOD + 1e-9) + 1;
    this.set(Math.max(Math.ceil(time / PERIOD - 1e-9), next) * PERIOD);
  }

  private set(time: number): void {
    if (time >= this.at) return;
    const { machine } = this;
    if (this.timer >= 0) machine.events.cancel(this.timer);
    this.at = time;
    this.timer = machine.after(time - machine.now, codes.PGBOUNCER_MAINTENANCE, this.replica);
  }
}
