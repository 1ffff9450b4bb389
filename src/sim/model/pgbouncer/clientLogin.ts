import { NOT_YET } from '../connector.ts';
import { NO_FAILURE } from '../failures.ts';
import type { Machine } from '../machine.ts';
import { NO_SERVER } from './pgbouncer.ts';
import type { Poolers } from './poolers.ts';

const REACH = 0;
const ADMIT = 1;
const WELCOME = 2;
const DONE = 3;

/** Opens a connection at PgBouncer for whichever task asks: cheap beside one at PostgreSQL (semantics B2, B8, M11). */
export class ClientLogin {
  private readonly machine: Machine;
  private readonly poolers: Poolers;
  private readonly cpu: number;

  /** `cpu`: s of client CPU. */
  constructor(machine: Machine, poolers: Poolers, cpu: number) {
    this.machine = machine;
    this.poolers = poolers;
    this.cpu = cpu;
  }

  /** Takes the task as far as it gets: NOT_YET while it waits, else NO_FAILURE or why it was refused. */
  step(task: number): number {
    const { machine, poolers } = this;
    const { connecting } = machine.tasks;
    if (connecting[task] === REACH) poolers.choose(task);
    const pgbouncer = poolers.of(task);
    for (;;) {
      switch (connecting[task]!++) {
        case REACH:
          if (machine.delay(task, pgbouncer.transit())) return NOT_YET;
          break;
        case ADMIT: {
          const failure = pgbouncer.admit();
          if (failure !== NO_FAILURE) return failure;
          if (machine.compute(task, this.cpu)) return NOT_YET;
          break;
        }
        case WELCOME:
          if (pgbouncer.awaitWelcome(task)) return NOT_YET;
          break;
        case DONE:
          return NO_FAILURE;
        default:
          throw new RangeError(`task ${task} logs in beyond the last step`);
      }
    }
  }

  /** The task is taken out while it logs in: an admitted client leaves again. */
  abandon(task: number): void {
    if (this.machine.tasks.connecting[task]! > ADMIT) this.poolers.of(task).leave(NO_SERVER);
  }
}
