import { replicationSeed, StreamBank } from '../../kernel/randomStreams.ts';
import type { Scenario } from '../../model/scenario.ts';
import { moments } from '../../stats/moments.ts';
import { ascending, quantile } from '../../stats/quantile.ts';
import { cellsOf, cellValue } from '../fit.ts';
import { fittableParameters } from '../parameters.ts';
import type { Measurement, Study } from '../results.ts';
import { bridged } from './bridge.ts';
import type { LogLikelihood } from './emulator.ts';
import { ln } from '../../math/logarithm.ts';
import { derivedQuantities } from './derived.ts';
import { underLoadOf } from './load.ts';
import { lastDensity } from './posterior.ts';
import { type Particles, pointOf, resampled, scenarioAt } from './particles.ts';
import { type Effort, indices, waves } from './waves.ts';

/** How often intervals held the truth. */
export interface Recovery {
  readonly runs: number;
  readonly level: number;
  readonly quantities: readonly {
    readonly label: string;
    /** Share of the virtual runs whose interval held the truth. */
    readonly covered: number;
    /** Median over the runs of 1 - posterior variance / variance before: what a virtual run tells of it. */
    readonly contraction: number;
  }[];
}

export interface RecoveryOptions {
  readonly seed: number;
  readonly runs: number;
  readonly effort: Effort;
}

const LEVEL = 0.9;
/** The cloud that the truths are drawn from has seen so much of the evidence: it is wider than the posterior. */
const EXPONENT = 0.5;
const BRIDGE = { size: 400, steps: 20 };

/**
 * Whether a calibration's intervals hold the truth as often as they say: parameters are drawn from a cloud around those of
 * `measurement`, one virtual run is made with each, and each is calibrated by the emulator of that cloud, with the cloud as
 * its prior (simulation-based calibration; Talts et al. 2018). One pool of runs serves all of them.
 */
export function* recoveryStudy(
  scenario: Scenario,
  measurement: Measurement,
  { seed, runs, effort }: RecoveryOptions,
): Study<Recovery> {
  const parameters = fittableParameters(scenario);
  const cells = cellsOf(measurement, Object.keys(scenario.endpoints));
  const loaded = underLoadOf(scenario, measurement);
  const learned = yield* waves({
    scenario: loaded,
    parameters,
    cells,
    seed,
    effort: { ...effort, exponent: EXPONENT },
    checkpoint: null,
    until: 0.7,
  });
  const draws = new StreamBank(seed, 'recovery', 1);
  const even = new Float64Array(learned.particles.count).fill(1 / learned.particles.count);
  const truths = resampled(learned.particles, even, runs, draws);
  const tables = yield {
    tasks: Array.from({ length: runs }, (_, i) => ({
      scenario: scenarioAt(loaded, parameters, pointOf(truths, i)),
      seeds: [replicationSeed(seed ^ 0x5eed, i)],
    })),
    progress: 0.7,
    until: 0.75,
    label: `${runs} virtual runs`,
  };

  const prior = lastDensity(learned);
  const posteriors: (Particles | null)[] = [];
  for (const [i, [run]] of tables.entries()) {
    const values = learned.cells.map((cell) => cellValue(cell, run!));
    if (values.some((value) => value === null)) {
      posteriors.push(null);
      continue;
    }
    const seen = learned.emulator.against(
      Float64Array.from(values, (value, c) => learned.scales[c]!.of(value!)),
      indices(learned.cells),
    );
    const posterior: LogLikelihood = (points, at) => {
      const before = prior(points, at);
      return before === -Infinity ? before : before + seen(points, at);
    };
    posteriors.push(bridged(learned.particles, prior, posterior, BRIDGE, draws));
    // Nothing to simulate: a chance to show how far it is, and to be stopped.
    yield {
      tasks: [],
      progress: 0.75 + (0.25 * i) / runs,
      until: 0.75 + (0.25 * (i + 1)) / runs,
      label: `virtual run ${i + 1} of ${runs}`,
    };
  }

  const quantities = [
    ...parameters.map(({ label }, d) => ({ label, of: (point: readonly number[]) => point[d]! })),
    ...derivedQuantities(parameters).map(({ label, ratio }) => ({
      label,
      of: (point: readonly number[]) => ln(ratio(point)),
    })),
  ];
  return {
    runs: posteriors.filter((posterior) => posterior !== null).length,
    level: LEVEL,
    quantities: quantities.map(({ label, of }) => {
      const spreadBefore = moments(over(learned.particles, of)).variance!;
      const outcomes = posteriors.flatMap((posterior, i) => {
        if (posterior === null) return [];
        const sample = ascending(over(posterior, of));
        const truth = of(pointOf(truths, i));
        const low = quantile(sample, (1 - LEVEL) / 2)!;
        const high = quantile(sample, (1 + LEVEL) / 2)!;
        return [
          {
            covered: low <= truth && truth <= high,
            contraction: 1 - moments(sample).variance! / spreadBefore,
          },
        ];
      });
      return {
        label,
        covered: outcomes.filter(({ covered }) => covered).length / outcomes.length,
        contraction: quantile(ascending(outcomes.map(({ contraction }) => contraction)), 0.5)!,
      };
    }),
  };
}

function over(cloud: Particles, of: (point: readonly number[]) => number): number[] {
  return Array.from({ length: cloud.count }, (_, i) => of(pointOf(cloud, i)));
}
