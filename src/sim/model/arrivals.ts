import { unitExponential } from '../math/unitExponential.ts';
import { StreamBank } from '../kernel/randomStreams.ts';
import * as codes from './eventCodes.ts';
import type { Machine } from './machine.ts';
import type { Arrivals as Settings } from './scenario/workload.ts';

/** What happens to those who arrive. */
export interface ArrivalsHost {
  /** `user` begins a journey of class `userClass`. */
  start(user: number, userClass: number): void;
  /** Somebody arrives while as many journeys as there may be are under way. */
  dropped(): void;
}

/**
 * An open workload: journeys begin at a rate that does not wait for the service, at random (Poisson) or evenly, in stages.
 * Whoever arrives takes the place of a user that is free.
 */
export class Arrivals {
  private readonly machine: Machine;
  private readonly settings: Settings;
  private readonly host: ArrivalsHost;
  private readonly cumulatedWeights: readonly number[];
  private readonly draws: StreamBank;
  /** Users without a journey. */
  private readonly free: number[];
  private rate = 0;
  private next = -1;

  /** `users`: most journeys at once; `weights` of the classes. */
  constructor(
    machine: Machine,
    settings: Settings,
    users: number,
    weights: readonly number[],
    seed: number,
    host: ArrivalsHost,
  ) {
    this.machine = machine;
    this.settings = settings;
    this.host = host;
    let sum = 0;
    this.cumulatedWeights = weights.map((weight) => (sum += weight));
    this.draws = new StreamBank(seed, 'arrivals', 2);
    this.free = Array.from({ length: users }, (_, i) => users - 1 - i);
    for (const [i, { from_s }] of settings.stages.entries()) {
      machine.after(from_s, codes.ARRIVAL_STAGE, i);
    }
  }

  /** Stage `index` begins: its rate counts from now on. */
  enter(index: number): void {
    if (this.next >= 0) this.machine.events.cancel(this.next);
    this.rate = this.settings.stages[index]!.per_s;
    this.schedule();
  }

  /** Somebody arrives. */
  arrive(): void {
    this.schedule();
    const userClass = this.pickClass();
    const user = this.free.pop();
    if (user === undefined) this.host.dropped();
    else this.host.start(user, userClass);
  }

  /** The journey of `user` is over. */
  left(user: number): void {
    this.free.push(user);
  }

  private schedule(): void {
    this.next = -1;
    if (this.rate === 0) return;
    const gap = this.settings.process === 'poisson' ? unitExponential(this.draws.bits(0)) : 1;
    this.next = this.machine.after(gap / this.rate, codes.ARRIVAL, 0);
  }

  private pickClass(): number {
    const sums = this.cumulatedWeights;
    if (sums.length === 1) return 0;
    const at = this.draws.uniform(1) * sums[sums.length - 1]!;
    return sums.findIndex((sum) => at < sum);
  }
}
