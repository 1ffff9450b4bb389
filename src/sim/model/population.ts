import { ACQUIRE } from '../kernel/eventList.ts';
import { StreamBank } from '../kernel/randomStreams.ts';
import * as codes from './eventCodes.ts';
import type { Machine } from './machine.ts';
import type { Run, Stage } from './scenario/run.ts';

/** What happens to a user whose turn it is. */
export interface PopulationHost {
  start(user: number): void;
  stop(user: number): void;
}

/**
 * How many users there are, and which: Locust's dispatcher (semantics F2). A stage moves the number towards its goal in
 * bursts of max(1, floor(rate)) users, one every burst/rate s. Which users of a class are stopped is chance.
 */
export class Population {
  private readonly machine: Machine;
  private readonly stages: readonly Stage[];
  private readonly host: PopulationHost;
  private readonly classOf: Int32Array;
  /** Users in the order of their start; the first `active` ones are running. */
  private readonly order: Int32Array;
  private readonly draws: StreamBank;
  private active = 0;
  private stage: Stage;
  /** Bursts of the stage so far, and the next one's event; -1: none. */
  private bursts = 0;
  private next = -1;

  /** `classOf`: by user, in the order of their start, as many as there ever are. */
  constructor(machine: Machine, run: Run, classOf: Int32Array, seed: number, host: PopulationHost) {
    this.machine = machine;
    this.host = host;
    this.classOf = classOf;
    this.order = classOf.map((_, user) => user);
    this.draws = new StreamBank(seed, 'stopped users', 1);
    this.stages = [{ from_s: 0, users: run.users, spawn_rate: run.spawn_rate }, ...run.stages];
    this.stage = this.stages[0]!;
    for (const [i, stage] of this.stages.entries()) {
      if (stage.from_s <= run.run_time_s) machine.after(stage.from_s, codes.STAGE, i);
    }
  }

  /** Stage `index` begins. */
  enter(index: number): void {
    if (this.next >= 0) this.machine.events.cancel(this.next);
    this.stage = this.stages[index]!;
    this.bursts = 0;
    this.dispatch();
  }

  /** The next burst is due. */
  dispatch(): void {
    const { users, spawn_rate, from_s } = this.stage;
    const burst = Math.max(1, Math.floor(spawn_rate));
    for (let i = 0; i < burst && this.active !== users; i++) {
      if (this.active < users) this.host.start(this.order[this.active++]!);
      else this.host.stop(this.takeOne());
    }
    this.bursts++;
    this.next =
      this.active === users
        ? -1
        : this.machine.events.schedule(
            from_s + this.bursts * (burst / spawn_rate),
            ACQUIRE,
            codes.DISPATCH,
            0,
          );
  }

  /** Some user of the class that was started last: the mix of classes stays the one that so many users have. */
  private takeOne(): number {
    const { order, classOf } = this;
    const last = --this.active;
    const wanted = classOf[order[last]!]!;
    let among = 0;
    for (let at = 0; at <= last; at++) if (classOf[order[at]!] === wanted) among++;
    let skip = this.draws.below(0, among);
    let at = 0;
    while (classOf[order[at]!] !== wanted || skip-- > 0) at++;
    const user = order[at]!;
    order[at] = order[last]!;
    order[last] = user;
    return user;
  }
}
