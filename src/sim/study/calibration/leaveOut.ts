import { replicationSeeds } from '../trial.ts';
import { StreamBank } from '../../kernel/randomStreams.ts';
import { residuals } from '../fit.ts';
import type { LeftOut, Study } from '../results.ts';
import { scoreOf } from './check.ts';
import { effective, move, pointOf, resampled, scenarioAt, weightsFor } from './particles.ts';
import { indices, type Learned, likelihoodOf, likelihoodsOf, type WaveOptions } from './waves.ts';

const PARTICLES = 400;
const STEPS = 40;
const SETS = 40;
const REPLICATIONS = 5;

/**
 * Each endpoint as the rest of the table predicts it: the posterior without its row, and without the total row that holds it
 * too, by weighting the last wave's particles and moving them; then simulated.
 */
export function* leaveOneOut(
  learned: Learned,
  { scenario, parameters, cells, seed }: WaveOptions,
  progress: number,
  until: number,
): Study<LeftOut[]> {
  const rows = [...new Set(cells.map(({ row }) => row))].filter((row) => row >= 0);
  const parts = rows.map((row) => {
    const chosen = indices(learned.cells).filter((c) => ![row, -1].includes(learned.cells[c]!.row));
    if (chosen.length === 0) return null;
    const draws = new StreamBank(seed, 'calibration left out', row + 1);
    const likelihood = likelihoodOf(learned, chosen);
    const all = likelihoodsOf(likelihoodOf(learned, indices(learned.cells)), learned.particles);
    const values = likelihoodsOf(likelihood, learned.particles);
    // The particles were drawn under a share of the whole likelihood.
    const weights = weightsFor(
      values.map((value, i) => (value === -Infinity ? value : value - learned.exponent * all[i]!)),
      1,
    );
    const particles = resampled(learned.particles, weights, PARTICLES, draws);
    move(particles, likelihood, 1, STEPS, draws);
    return { row, particles, effectiveSample: effective(weights) };
  });
  const present = parts.filter((part) => part !== null);
  const results = yield {
    tasks: present.flatMap(({ particles }, k) =>
      Array.from({ length: SETS }, (_, i) => ({
        scenario: scenarioAt(
          scenario,
          parameters,
          pointOf(particles, Math.floor(((i + 0.5) * PARTICLES) / SETS)),
        ),
        seeds: replicationSeeds(seed + k, SETS * REPLICATIONS).slice(
          i * REPLICATIONS,
          (i + 1) * REPLICATIONS,
        ),
      })),
    ),
    progress,
    until,
    label: 'each endpoint from the others',
  };
  return present.map(({ row, effectiveSample }, k) => {
    const own = cells.filter((cell) => cell.row === row);
    const table = residuals(own, results.slice(k * SETS, (k + 1) * SETS).flat());
    return { endpoint: own[0]!.endpoint, effectiveSample, ...scoreOf(table), residuals: table };
  });
}
