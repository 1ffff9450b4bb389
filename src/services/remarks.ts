import type { Measurement, Remark } from '../sim/study/results.ts';
import {
  approvedMisses,
  borrowedFigures,
  misquotedFigures,
  praisedFailures,
} from './remarks/claims.ts';
import {
  mixedFailures,
  mixedLatencies,
  refusalInLog,
  tooFewForErrorTarget,
} from './remarks/failures.ts';
import {
  ageProposed,
  capacityPromised,
  cachedHelper,
  callsSlotsPool,
  cpuUnknown,
  durationPromised,
  poolerSaving,
  slotQueries,
  slotsProposed,
} from './remarks/proposals.ts';
import { fewSamples, roundedPercentiles, twoModes } from './remarks/tables.ts';
import { followedSuccess, hiddenBurst, oneLoad, ranOnce } from './remarks/workload.ts';
import type { Said } from './remarks/wording.ts';

/** In the order of their weight for what the measurement may be used for; the key names the rule. */
const rules: Readonly<Record<string, (measurement: Measurement) => Said[]>> = {
  'mixed-failures': mixedFailures,
  'ran-once': ranOnce,
  'asked-after-success': followedSuccess,
  'hidden-burst': hiddenBurst,
  'mixed-latencies': mixedLatencies,
  'two-modes': twoModes,
  'misquoted-figure': misquotedFigures,
  'borrowed-percentiles': borrowedFigures,
  'approved-miss': approvedMisses,
  'praised-although-failing': praisedFailures,
  'rounded-percentiles': roundedPercentiles,
  'few-samples': fewSamples,
  'too-few-for-error-target': tooFewForErrorTarget,
  'one-load': oneLoad,
  'refusal-in-log': refusalInLog,
  'slots-called-pool': callsSlotsPool,
  'max-connections-proposed': slotsProposed,
  'conn-max-age-proposed': ageProposed,
  'pooler-saving': poolerSaving,
  'duration-promise': durationPromised,
  'capacity-promise': capacityPromised,
  'cached-helper': cachedHelper,
  'slot-query': slotQueries,
  'cpu-unknown': cpuUnknown,
};

/** Contradictions and traps of a measurement, a sentence each, every number computed from the document. */
export function remarks(measurement: Measurement): readonly Remark[] {
  return Object.entries(rules).flatMap(([rule, find]) =>
    find(measurement).map(({ text, numbers }) => ({ rule, text, numbers })),
  );
}
