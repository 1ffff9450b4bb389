import type { StreamBank } from '../../kernel/randomStreams.ts';
import type { LogLikelihood } from './emulator.ts';
import { likelihoodsOf, move, type Particles, raised, resampled, weightsFor } from './particles.ts';

export interface BridgeEffort {
  readonly size: number;
  /** Moves of each particle after each step. */
  readonly steps: number;
}

/**
 * `size` particles of the density `to` from particles of the density `from` (logarithms, up to constants), in as many steps
 * between the two as the particles bear. What is impossible under `from` stays so.
 */
export function bridged(
  start: Particles,
  from: LogLikelihood,
  to: LogLikelihood,
  { size, steps }: BridgeEffort,
  draws: StreamBank,
): Particles {
  let particles = start;
  for (let share = 0; share < 1;) {
    const gains = logRatios(particles, from, to);
    const more = raised(gains, share, 1);
    particles = resampled(particles, weightsFor(gains, more - share), size, draws);
    share = more;
    const between: LogLikelihood = (points, at) => {
      const before = from(points, at);
      return before === -Infinity || share === 0
        ? before
        : (1 - share) * before + share * to(points, at);
    };
    move(particles, between, 1, steps, draws);
  }
  return particles;
}

/** How much likelier each particle is under `to` than under `from`. */
export function logRatios(
  particles: Particles,
  from: LogLikelihood,
  to: LogLikelihood,
): Float64Array {
  const before = likelihoodsOf(from, particles);
  return likelihoodsOf(to, particles).map((value, i) =>
    before[i] === -Infinity ? -Infinity : value - before[i]!,
  );
}
