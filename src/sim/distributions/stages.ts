import type { Coxian, Distribution } from './distribution.ts';

/** What is left out of an endless list of stages. */
const NEGLIGIBLE = 1e-17;

/** Rate of the shortest exponential phase of a duration that is made of such, per s; null for other durations. */
export function fastestPhase(duration: Distribution): number | null {
  const phases = phasesOf(duration);
  return phases === null ? null : Math.max(...phases.flatMap(({ coxian }) => coxian.rates_per_s));
}

/**
 * The same duration as exponential stages of `rate` per s, no less than its fastest phase: the probabilities of 0, 1, ... of
 * them, to at most `most`; null for durations that are not made of phases, and where they are more. A slower phase is as long as
 * stages are until one of them happens to end it, too.
 */
export function stagesOf(duration: Distribution, rate: number, most: number): number[] | null {
  const phases = phasesOf(duration);
  if (phases === null) return null;
  const parts: WeightedStages[] = [];
  for (const { probability, coxian } of phases) {
    const stages = coxianStages(coxian, rate, most);
    if (stages === null) return null;
    parts.push({ weight: probability, stages });
  }
  return mixedStages(parts);
}

interface WeightedStages {
  readonly weight: number;
  readonly stages: readonly number[];
}

/** Probabilities of 0, 1, ... stages of a duration that is one of several, each with its weight; they sum to 1. */
export function mixedStages(parts: readonly WeightedStages[]): number[] {
  const sum: number[] = [];
  for (const { weight, stages } of parts) {
    for (const [n, p] of stages.entries()) sum[n] = (sum[n] ?? 0) + weight * p;
  }
  return sum;
}

interface Branch {
  readonly probability: number;
  readonly coxian: Coxian;
}

function phasesOf(duration: Distribution): Branch[] | null {
  const alone = (coxian: Coxian): Branch[] => [{ probability: 1, coxian }];
  const erlang = (phases: number, mean_s: number): Branch[] =>
    alone({
      rates_per_s: Array.from({ length: phases }, () => phases / mean_s),
      continue: Array.from({ length: phases - 1 }, () => 1),
    });
  if (typeof duration === 'number') return null;
  if ('exponential' in duration) return erlang(1, duration.exponential.mean_s);
  if ('erlang' in duration) return erlang(duration.erlang.phases, duration.erlang.mean_s);
  if ('coxian' in duration) return alone(duration.coxian);
  if ('hyperexponential' in duration) {
    return duration.hyperexponential
      .filter(({ probability }) => probability > 0)
      .map(({ probability, mean_s }) => ({
        probability,
        coxian: { rates_per_s: [1 / mean_s], continue: [] },
      }));
  }
  if ('gamma' in duration && Number.isInteger(duration.gamma.shape)) {
    return erlang(duration.gamma.shape, duration.gamma.mean_s);
  }
  return null;
}

/** Phase by phase, as they are counted: what has begun and not ended yet takes one stage more each time. */
function coxianStages(
  { rates_per_s, continue: onwards }: Coxian,
  rate: number,
  most: number,
): number[] | null {
  const over = [0];
  // Probability to begin each phase after so many stages; within it, to be there still.
  const within = rates_per_s.map((_, i) => Number(i === 0));
  for (let n = 1, left = 1; left > NEGLIGIBLE; n++) {
    if (n > most) return null;
    let ended = 0;
    for (let i = rates_per_s.length - 1; i >= 0; i--) {
      const ends = (within[i]! * rates_per_s[i]!) / rate;
      const on = onwards[i] ?? 0;
      within[i]! -= ends;
      if (i + 1 < within.length) within[i + 1]! += ends * on;
      ended += ends * (1 - on);
    }
    over.push(ended);
    left = within.reduce((sum, p) => sum + p, 0);
  }
  return over;
}
