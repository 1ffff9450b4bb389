import { builtInScenario } from '../src/services/builtIns.ts';
import { applicableFixes } from '../src/services/questions.ts';
import { table } from '../src/services/report/blocks.ts';
import { toMarkdown } from '../src/services/report/markdown.ts';
import { Sampler } from '../src/sim/distributions/sampler.ts';
import { replicationSeed, StreamBank } from '../src/sim/kernel/randomStreams.ts';
import { compile } from '../src/sim/lab/compile.ts';
import type { QueueNetwork } from '../src/sim/lab/network.ts';
import { runCompiled } from '../src/sim/lab/runNetwork.ts';
import { speedDraw } from '../src/sim/model/machine.ts';
import type { Scenario } from '../src/sim/model/scenario.ts';
import { withSettings } from '../src/sim/model/settings.ts';
import { simulate } from '../src/sim/simulate.ts';
import { moments } from '../src/sim/stats/moments.ts';
import { closedNetwork, openNetwork } from './engines/lab.ts';

/**
 * Whether common random numbers, antithetic pairs and control variates make intervals narrower on our models: how many
 * replications each is worth. `node bench/variance.ts` prints the table of docs/PERFORMANCE.md.
 */

const RUNS = 200;
const seeds = Array.from({ length: RUNS }, (_, i) => replicationSeed(1, i));
const nov8 = builtInScenario('nov8')!;
const busy = withSettings(nov8, { 'run.users': 200 });
const fixes = applicableFixes(nov8).fixes;

interface Model {
  readonly name: string;
  readonly run: (seed: number) => number;
  /** What is drawn, as deviations from what is known of it. */
  readonly controls: (seed: number) => readonly number[];
}

const models: readonly Model[] = [
  ...(['avgMs', 'p95Ms'] as const).map((figure): Model => ({
    name: `8 November, 100 users: ${figure}`,
    run: (seed) => simulate(nov8, seed).aggregated[figure]!,
    controls: (seed) => [speedDraw(seed)],
  })),
  network('M/M/1, busy 80 %: mean response', openNetwork(1 / 0.8, 1, 1)),
  network('closed M/M/20//500: mean response', closedNetwork(500, 5, 20, 0.2)),
];

function network(name: string, queues: QueueNetwork): Model {
  const compiled = compile(queues);
  const run = (seed: number): number =>
    runCompiled(compiled, seed, { warmUp: 1000, exits: 10_000, until: Infinity }).classes['jobs']!
      .meanResponse_s!;
  return { name, run, controls: (seed) => meansOfDraws(() => run(seed)) };
}

/** Means of what `work` draws, distribution by distribution. */
function meansOfDraws(work: () => void): number[] {
  const sums: number[] = [];
  const counts: number[] = [];
  const { sample } = Sampler.prototype;
  Sampler.prototype.sample = function (index, bank, stream) {
    const value = sample.call(this, index, bank, stream);
    sums[index] = (sums[index] ?? 0) + value;
    counts[index] = (counts[index] ?? 0) + 1;
    return value;
  };
  try {
    work();
  } finally {
    Sampler.prototype.sample = sample;
  }
  return sums.map((sum, i) => sum / counts[i]!);
}

/** The run whose every random number is as far from the other end. */
function mirrored<Result>(work: () => Result): Result {
  const { bits } = StreamBank.prototype;
  StreamBank.prototype.bits = function (index) {
    return ~bits.call(this, index);
  };
  try {
    return work();
  } finally {
    StreamBank.prototype.bits = bits;
  }
}

function variance(values: readonly number[]): number {
  return moments(values).variance!;
}

function covariance(a: readonly number[], b: readonly number[]): number {
  return (variance(a.map((value, i) => value + b[i]!)) - variance(a) - variance(b)) / 2;
}

/** Share of the variance of `values` that one or two `controls` explain. */
function explained(values: readonly number[], controls: readonly (readonly number[])[]): number {
  let rest = values;
  let remaining = variance(values);
  // Controls are drawn independently: one after the other explains what both do.
  for (const control of controls) {
    const slope = covariance(rest, control) / variance(control);
    rest = rest.map((value, i) => value - slope * control[i]!);
    remaining = variance(rest);
  }
  return 1 - remaining / variance(values);
}

const rows = models.map(({ name, run, controls }) => {
  const values = seeds.map(run);
  const opposites = seeds.map((seed) => mirrored(() => run(seed)));
  const pairs = values.map((value, i) => (value + opposites[i]!) / 2);
  const drawn = seeds.map(controls);
  const columns = drawn[0]!.map((_, c) => drawn.map((row) => row[c]!));
  return [
    name,
    worth(variance(values) / 2 / variance(pairs)),
    worth(1 / (1 - explained(values, columns))),
  ];
});

const compared = fixes
  .filter(({ id }) => ['max-connections-200', 'pgbouncer', 'hibp-celery'].includes(id))
  .map(({ label, settings }) => {
    const failures = (scenario: Scenario, seed: number): number =>
      simulate(scenario, seed).aggregated.avgMs!;
    const before = seeds.map((seed) => failures(busy, seed));
    const after = seeds.map((seed) => failures(withSettings(busy, settings), seed));
    const independent = variance(before) + variance(after);
    return [label, worth(independent / variance(after.map((value, i) => value - before[i]!)))];
  });

console.log(
  toMarkdown([
    table(['<Figure', 'Antithetic pairs', 'Control variates'], rows),
    table(['<Average response at 200 users with and without', 'Common random numbers'], compared),
  ]),
);

/** One replication with the technique does as much as so many without. */
function worth(ratio: number): string {
  return `${ratio.toFixed(2)}x`;
}
