import { StreamBank } from '../../kernel/randomStreams.ts';
import { move, type Particles, raised, resampled, weightsFor } from './particles.ts';
import { indices, type Learned, likelihoodOf, likelihoodsOf } from './waves.ts';

/** Moves after the last step of the likelihood, when nothing repairs a particle any more. */
const STEPS = 60;

/** `size` draws from the posterior: the whole likelihood of all measured cells. */
export function posteriorSample(learned: Learned, size: number, seed: number): Particles {
  const draws = new StreamBank(seed, 'calibration posterior', 1);
  const likelihood = likelihoodOf(learned, indices(learned.cells));
  let { particles, exponent } = learned;
  while (exponent < 1) {
    const values = likelihoodsOf(likelihood, particles);
    const more = raised(values, exponent, 1);
    particles = resampled(particles, weightsFor(values, more - exponent), size, draws);
    exponent = more;
    move(particles, likelihood, exponent, STEPS, draws);
  }
  return particles;
}
