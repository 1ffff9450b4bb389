import { Sampler } from '../distributions/sampler.ts';
import type { StreamBank } from '../kernel/randomStreams.ts';
import type { DurationMs } from './scenario/duration.ts';

/** The durations of a scenario, compiled into distributions in s. */
export class Durations {
  private readonly sampler = new Sampler();

  /** Compiles a duration; returns its index. */
  add(duration: DurationMs): number {
    const { sampler } = this;
    if (typeof duration === 'number') return sampler.constant(duration / 1000);
    if ('exponential' in duration) return sampler.exponential(duration.exponential.mean_ms / 1000);
    if ('uniform' in duration) {
      const { min_ms, max_ms } = duration.uniform;
      return sampler.uniform(min_ms / 1000, (max_ms - min_ms) / 1000);
    }
    return sampler.lognormal(duration.lognormal.median_ms / 1000, duration.lognormal.sigma);
  }

  /** A duration in s, drawn from stream `stream` of `bank`. */
  sample(index: number, bank: StreamBank, stream: number): number {
    return this.sampler.sample(index, bank, stream);
  }
}
