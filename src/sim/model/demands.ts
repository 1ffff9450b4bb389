import { StreamBank } from '../kernel/randomStreams.ts';
import type { Durations } from './durations.ts';
import type { Tasks } from './tasks.ts';

/** How much work a request makes: durations drawn from the stream of its user. */
export class Demands {
  private readonly durations: Durations;
  private readonly tasks: Tasks;
  private readonly draws: StreamBank;

  constructor(durations: Durations, tasks: Tasks, seed: number, users: number) {
    this.durations = durations;
    this.tasks = tasks;
    this.draws = new StreamBank(seed, 'service demand', users);
  }

  /** A value of the compiled `duration` for `task`, s. */
  sample(task: number, duration: number): number {
    return this.durations.sample(duration, this.draws, this.tasks.user[task]!);
  }
}
