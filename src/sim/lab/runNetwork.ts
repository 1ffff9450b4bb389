import { batchMeans } from '../stats/batchMeans.ts';
import { SpareBlocks } from '../stats/spareBlocks.ts';
import { compile, type CompiledNetwork } from './compile.ts';
import { Lab, type Limits } from './lab.ts';
import type { QueueNetwork } from './network.ts';
import { type Pieces, whole } from './pieces.ts';
import type { QueueRun } from './results.ts';
import { summarise } from './summarise.ts';

/** Runs a compiled network once. The same seed (an integer 0..2^32-1) gives the same figures, bit by bit. */
export function runCompiled(network: CompiledNetwork, seed: number, limits: Limits): QueueRun {
  return whole(runInPieces(network, seed, limits));
}

/** The same piece by piece, its samples in blocks of `spare`. */
export function* runInPieces(
  network: CompiledNetwork,
  seed: number,
  limits: Limits,
  spare = new SpareBlocks(),
): Pieces<QueueRun> {
  const lab = new Lab(network, seed, spare);
  lab.limit(limits);
  while (lab.runOn()) yield lab.progress;
  return summarise(network, lab, seed);
}

/** What one long run says by itself. */
export interface LongRun {
  readonly completed: number;
  readonly events: number;
  /** Over all classes, s, with its interval from batch means. */
  readonly meanResponse: number;
  readonly ci: readonly [number, number];
}

/**
 * One run of `completions` exits after `warmUp` (both whole numbers), all of one class, with an interval from batch means. Its samples
 * are in blocks of `spare`, which go back there.
 */
export function runLong(
  network: QueueNetwork,
  seed: number,
  completions: number,
  warmUp = 0,
  spare = new SpareBlocks(),
): LongRun {
  const compiled = compile(network);
  const lab = new Lab(compiled, seed, spare);
  lab.run({ warmUp, exits: completions, until: Infinity });
  const run = summarise(compiled, lab, seed);
  const [only] = Object.values(run.classes);
  const { ci } = batchMeans(lab.tally.series[0]!.values, 32)!;
  lab.tally.clear(lab.events.now);
  return {
    completed: only!.completed,
    events: run.events,
    meanResponse: only!.meanResponse_s!,
    ci,
  };
}
