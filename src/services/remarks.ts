import type { Measurement } from '../sim/study/results.ts';
import { approvedMisses, borrowedFigures, misquotedFigures } from './remarks/claims.ts';
import {
  mixedFailures,
  mixedLatencies,
  refusalInLog,
  tooFewForErrorTarget,
} from './remarks/failures.ts';
import { fewSamples, roundedPercentiles, twoModes } from './remarks/tables.ts';
import { followedSuccess, hiddenBurst, oneLoad, ranOnce } from './remarks/workload.ts';

/** In the order of their weight for what the measurement may be used for. */
const rules: readonly ((measurement: Measurement) => string[])[] = [
  mixedFailures,
  ranOnce,
  followedSuccess,
  hiddenBurst,
  mixedLatencies,
  twoModes,
  misquotedFigures,
  borrowedFigures,
  approvedMisses,
  roundedPercentiles,
  fewSamples,
  tooFewForErrorTarget,
  oneLoad,
  refusalInLog,
];

/** Contradictions and traps of a measurement, a sentence each, every number computed from the document. */
export function remarks(measurement: Measurement): readonly string[] {
  return rules.flatMap((rule) => rule(measurement));
}
