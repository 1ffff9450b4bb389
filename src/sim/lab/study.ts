import { replicationSeed } from '../kernel/randomStreams.ts';
import { warmUpEnd } from '../stats/mser5.ts';
import { SpareBlocks } from '../stats/spareBlocks.ts';
import { compile, type CompiledNetwork } from './compile.ts';
import { Lab, type Limits } from './lab.ts';
import type { QueueNetwork, SteadyState } from './network.ts';
import { type Pieces, whole } from './pieces.ts';
import type { QueueRun } from './results.ts';
import { runInPieces } from './runNetwork.ts';

/** Replications of a network, prepared: what each one runs through is known before the first begins. */
export interface LabStudy {
  readonly network: QueueNetwork;
  readonly compiled: CompiledNetwork;
  readonly limits: Limits;
  /** The pilot runs saw the warm-up end; true also where nothing was searched. */
  readonly settled: boolean;
  /** For the samples of the runs, one after another. */
  readonly spare: SpareBlocks;
}

/** Pilot runs that the search for the end of the warm-up averages over. */
const PILOTS = 5;
/** Their seeds lie far from those of the replications. */
const PILOT_INDEX = 1_000_000;
/** Times that pilots are made twice as long when they do not see the warm-up end. */
const LENGTHENINGS = 3;

/** Prepares the study that the network's own `run` asks for; the warm-up is found by pilot runs under `seed`. */
export function prepare(network: QueueNetwork, seed: number): LabStudy {
  return whole(prepareInPieces(network, seed));
}

/** The same piece by piece, which are those of pilot runs. */
export function* prepareInPieces(network: QueueNetwork, seed: number): Pieces<LabStudy> {
  const compiled = compile(network);
  const spare = new SpareBlocks();
  if ('transient' in network.run) {
    const { run_time_s } = network.run.transient;
    const until = run_time_s === 'until_empty' ? Infinity : run_time_s;
    const limits = { warmUp: 0, exits: Infinity, until };
    return { network, compiled, limits, settled: true, spare };
  }
  const { completions, warm_up } = network.run.steady_state;
  const search = warm_up === 'auto' ? yield* findWarmUp(compiled, network.run, seed, spare) : null;
  const warmUp = warm_up === 'auto' ? search!.warmUp : warm_up;
  return {
    network,
    compiled,
    limits: { warmUp, exits: completions, until: Infinity },
    settled: search?.settled ?? true,
    spare,
  };
}

/** Replication `index` of a study under `seed`. */
export function replicate(study: LabStudy, seed: number, index: number): QueueRun {
  return whole(replicateInPieces(study, seed, index));
}

/** The same piece by piece. */
export function replicateInPieces(
  { compiled, limits, spare }: LabStudy,
  seed: number,
  index: number,
): Pieces<QueueRun> {
  return runInPieces(compiled, replicationSeed(seed, index), limits, spare);
}

/**
 * Exits to leave out: twice where MSER-5 ends the warm-up of the number of jobs in the network, averaged over the pilots, and
 * at least a twentieth of what is measured.
 */
function* findWarmUp(
  compiled: CompiledNetwork,
  { steady_state }: SteadyState,
  seed: number,
  spare: SpareBlocks,
): Pieces<{ warmUp: number; settled: boolean }> {
  const least = Math.ceil(steady_state.completions / 20);
  for (let lengthening = 0; ; lengthening++) {
    const exits = steady_state.completions * 2 ** lengthening;
    const end = yield* pilotWarmUpEnd(compiled, exits, seed, spare);
    if (end !== null) return { warmUp: Math.max(2 * end, least), settled: true };
    if (lengthening === LENGTHENINGS) return { warmUp: exits, settled: false };
  }
}

/** In exits; null when the pilots are too short to tell. */
function* pilotWarmUpEnd(
  compiled: CompiledNetwork,
  exits: number,
  seed: number,
  spare: SpareBlocks,
): Pieces<number | null> {
  const series: { readonly values: Float64Array; readonly size: number }[] = [];
  for (let i = 0; i < PILOTS; i++) {
    const lab = new Lab(compiled, replicationSeed(seed, PILOT_INDEX + i), spare, true);
    lab.limit({ warmUp: 0, exits, until: Infinity });
    while (lab.runOn()) yield lab.progress;
    const { values, size } = lab.tally.crowd;
    series.push({ values, size });
    lab.tally.clear(lab.events.now);
  }
  // Series of runs that came to a deadlock are shorter.
  const length = Math.min(...series.map(({ values }) => values.length));
  const mean = Array.from(
    { length },
    (_, i) => series.reduce((sum, { values }) => sum + values[i]!, 0) / PILOTS,
  );
  const end = warmUpEnd(mean);
  return end === null ? null : end * series[0]!.size;
}
