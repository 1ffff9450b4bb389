import { StreamBank } from '../../kernel/randomStreams.ts';
import { residuals } from '../fit.ts';
import type { LeftOut, Study } from '../results.ts';
import { replicationSeeds } from '../trial.ts';
import { bridged, logRatios } from './bridge.ts';
import { scoreOf } from './check.ts';
import { effective, pointOf, scenarioAt, weightsFor } from './particles.ts';
import { lastDensity } from './posterior.ts';
import { indices, type Learned, likelihoodOf, type WaveOptions } from './waves.ts';

const PARTICLES = 400;
const BRIDGE = { size: PARTICLES, steps: 20 };
const SETS = 40;
const REPLICATIONS = 5;

/**
 * Each endpoint as the rest of the table predicts it: the posterior without its row, and without the total row that holds it
 * too, from the last wave's emulator; then simulated.
 */
export function* leaveOneOut(
  learned: Learned,
  { scenario, parameters, cells, seed }: WaveOptions,
  progress: number,
  until: number,
): Study<LeftOut[]> {
  const rows = [...new Set(cells.map(({ row }) => row))].filter((row) => row >= 0);
  const parts = rows.flatMap((row) => {
    const chosen = indices(learned.cells).filter((c) => ![row, -1].includes(learned.cells[c]!.row));
    const draws = new StreamBank(seed, `calibration without ${row}`, 1);
    if (chosen.length === 0) return [];
    const rest = likelihoodOf(learned, chosen);
    const last = lastDensity(learned);
    const particles = bridged(learned.particles, last, rest, BRIDGE, draws);
    const weights = weightsFor(logRatios(learned.particles, last, rest), 1);
    return [{ row, particles, effectiveSample: effective(weights) }];
  });
  const results = yield {
    tasks: parts.flatMap(({ particles }, k) =>
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
  return parts.map(({ row, effectiveSample }, k) => {
    const own = cells.filter((cell) => cell.row === row);
    const table = residuals(own, results.slice(k * SETS, (k + 1) * SETS).flat());
    return { endpoint: own[0]!.endpoint, effectiveSample, ...scoreOf(table), residuals: table };
  });
}
