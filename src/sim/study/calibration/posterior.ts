import { StreamBank } from '../../kernel/randomStreams.ts';
import { bridged } from './bridge.ts';
import type { LogLikelihood } from './emulator.ts';
import type { Particles } from './particles.ts';
import { indices, type Learned, likelihoodOf } from './waves.ts';

/** Moves after each step of the likelihood. */
const STEPS = 60;

/** `size` draws from the posterior: the whole likelihood of all measured cells. */
export function posteriorSample(learned: Learned, size: number, seed: number): Particles {
  const draws = new StreamBank(seed, 'calibration posterior', 1);
  const whole = likelihoodOf(learned, indices(learned.cells));
  return bridged(learned.particles, lastDensity(learned), whole, { size, steps: STEPS }, draws);
}

/** What the last wave's particles were drawn from. */
export function lastDensity(learned: Learned): LogLikelihood {
  const whole = likelihoodOf(learned, indices(learned.cells));
  return (points, at) => {
    const value = whole(points, at);
    return value === -Infinity ? value : learned.exponent * value;
  };
}
