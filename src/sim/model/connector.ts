import { NO_FAILURE } from './failures.ts';
import type { Machine } from './machine.ts';
import type { Postgres } from './postgres.ts';
import type { Scenario } from './scenario.ts';
import { PGBOUNCER_LOGIN } from './tasks.ts';

const START_UP = 0;
const ACCEPT = 1;
const FORK = 2;
const TLS = 3;
const SLOT = 4;
const AUTHENTICATE = 5;
const SETTLE = 6;
const ADMIT = 7;
const READY = 8;

export const NOT_YET = -1;

/**
 * Opens a connection at PostgreSQL, step by step, for whichever task asks (semantics A5, A12, A13): the network, the fork,
 * TLS, the slot, the password exchange on both sides while the slot is held, and the check of the reserved slots and limits.
 */
export class Connector {
  private readonly machine: Machine;
  private readonly postgres: Postgres;
  /** Whether Django itself connects to PostgreSQL. */
  private readonly isDirect: boolean;
  private readonly clientCpu: number;
  private readonly postmasterCpu: number;
  private readonly forkCpu: number;
  private readonly tlsCpu: number;
  private readonly authCpu: number;
  private readonly startUpCpu: number;
  private readonly firstTrips: number;
  private readonly laterTrips: number;
  private readonly roundTrip: number;

  constructor(machine: Machine, postgres: Postgres, scenario: Scenario) {
    this.machine = machine;
    this.postgres = postgres;
    const settings = scenario.postgres;
    this.firstTrips = Math.min(2, settings.connect_round_trips);
    this.laterTrips = settings.connect_round_trips - this.firstTrips;
    this.roundTrip = settings.round_trip_ms / 1000;
    this.isDirect = scenario.pgbouncer === null;
    this.clientCpu = scenario.django.connect_cpu_ms / 1000;
    this.postmasterCpu = settings.postmaster_ms / 1000;
    this.forkCpu = settings.fork_ms / 1000;
    this.tlsCpu = settings.tls_ms / 1000;
    this.authCpu = settings.auth_ms / 1000;
    this.startUpCpu = settings.start_up_ms / 1000;
  }

  /** Takes the task as far as it gets: NOT_YET while it waits, else NO_FAILURE or why it was refused. */
  step(task: number): number {
    const { machine } = this;
    const { connecting } = machine.tasks;
    for (;;) {
      switch (connecting[task]!++) {
        case START_UP:
          if (machine.delay(task, this.tripTime(this.firstTrips))) return NOT_YET;
          break;
        case ACCEPT:
          if (machine.fork(task, this.postmasterCpu)) return NOT_YET;
          break;
        case FORK:
          if (machine.computeInPostgres(task, this.forkCpu)) return NOT_YET;
          break;
        case TLS:
          if (machine.computeInPostgres(task, this.tlsCpu)) return NOT_YET;
          break;
        case SLOT: {
          const failure = this.postgres.takeSlot();
          if (failure !== NO_FAILURE) return failure;
          if (machine.compute(task, this.clientCpu)) return NOT_YET;
          break;
        }
        case AUTHENTICATE:
          if (machine.computeInPostgres(task, this.authCpu)) return NOT_YET;
          break;
        case SETTLE:
          if (machine.delay(task, this.tripTime(this.laterTrips))) return NOT_YET;
          break;
        case ADMIT: {
          const failure = this.postgres.admit();
          if (failure !== NO_FAILURE) return failure;
          if (machine.computeInPostgres(task, this.startUpCpu)) return NOT_YET;
          break;
        }
        case READY:
          return NO_FAILURE;
        default:
          throw new RangeError(`task ${task} connects beyond the last step`);
      }
    }
  }

  private tripTime(trips: number): number {
    return trips * (this.roundTrip + this.machine.conditions.databaseDelay);
  }

  /** Whether `task` has a slot and is still to be admitted. */
  holdsSlot(task: number): boolean {
    const { connecting, kind } = this.machine.tasks;
    const isLogin = this.isDirect || kind[task] === PGBOUNCER_LOGIN;
    return isLogin && connecting[task]! > SLOT;
  }

  /** The task is taken out while it connects: a slot that it holds already is given back. */
  abandon(task: number): void {
    const stage = this.machine.tasks.connecting[task]!;
    if (stage > ADMIT) this.postgres.close();
    else if (stage > SLOT) this.postgres.abandon();
  }
}
