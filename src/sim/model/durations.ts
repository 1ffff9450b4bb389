import type { StreamBank } from '../kernel/randomStreams.ts';
import { normalQuantile } from '../stats/normal.ts';
import type { DurationMs } from './scenario.ts';

const CONSTANT = 0;
const EXPONENTIAL = 1;
const UNIFORM = 2;
const LOGNORMAL = 3;

/**
 * The distributions of a scenario, compiled into flat arrays; times in s. Each draw that is random takes exactly one uniform
 * number, so that streams stay in step between scenarios that differ in parameters only.
 */
export class Durations {
  private readonly kinds: number[] = [];
  private readonly first: number[] = [];
  private readonly second: number[] = [];

  /** Compiles a duration; returns its index. */
  add(duration: DurationMs): number {
    if (typeof duration === 'number') return this.push(CONSTANT, duration / 1000, 0);
    if ('exponential' in duration) {
      return this.push(EXPONENTIAL, duration.exponential.mean_ms / 1000, 0);
    }
    if ('uniform' in duration) {
      const { min_ms, max_ms } = duration.uniform;
      return this.push(UNIFORM, min_ms / 1000, (max_ms - min_ms) / 1000);
    }
    return this.push(LOGNORMAL, duration.lognormal.median_ms / 1000, duration.lognormal.sigma);
  }

  /** A duration in s, drawn from stream `stream` of `bank`. */
  sample(index: number, bank: StreamBank, stream: number): number {
    const first = this.first[index]!;
    switch (this.kinds[index]) {
      case CONSTANT:
        return first;
      case EXPONENTIAL:
        return -Math.log(bank.uniform(stream)) * first;
      case UNIFORM:
        return first + bank.uniform(stream) * this.second[index]!;
      default:
        return first * Math.exp(this.second[index]! * normalQuantile(bank.uniform(stream)));
    }
  }

  private push(kind: number, first: number, second: number): number {
    this.kinds.push(kind);
    this.first.push(first);
    this.second.push(second);
    return this.kinds.length - 1;
  }
}
