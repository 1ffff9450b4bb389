import { exp, ln } from '../math/logarithm.ts';
import type { Distribution } from './distribution.ts';
import { lognormalOf } from './lognormal.ts';

/** A time that a duration takes with this probability, as far as means of smooth functions go. */
export interface Node {
  readonly timeS: number;
  readonly weight: number;
}

/** Distributions of which countings have no closed form. */
export type Quadrature = Extract<
  Distribution,
  | number
  | { readonly lognormal: unknown }
  | { readonly weibull: unknown }
  | { readonly pareto: unknown }
  | { readonly uniform: unknown }
  | { readonly empirical: unknown }
>;

/** Densities of the logarithm y of a duration, up to a factor, from y = `low` to `high`; smooth over `step`. */
interface LogDensity {
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly lnDensity: (y: number) => number;
}

/** Parts of a distribution below this many e-folds are left out. */
const FOLDS = 45;

/**
 * A distribution as times with weights that sum to 1: exact for constants and lists, else by Gauss-Legendre quadrature of the
 * logarithm of the time in panels that resolve functions which change by no more than e-folds over `finestS` s within `spanS` s of the
 * earliest time. Relative error about 1e-12. Source: DLMF 3.5(v).
 */
export function nodesOf(duration: Quadrature, finestS: number, spanS: number): Node[] {
  if (typeof duration === 'number') return [{ timeS: duration, weight: 1 }];
  if ('empirical' in duration) return listed(duration.empirical.values_s);
  const { low, high, step, lnDensity } = logDensityOf(duration);
  if (!(low < high)) return [{ timeS: exp(low), weight: 1 }];
  const untilS = exp(low) + spanS;
  const nodes: Node[] = [];
  for (let y = low; y < high;) {
    const timeS = exp(y);
    const fine = timeS < untilS ? Math.min(step, finestS / timeS) : step;
    const width = Math.min(fine, high - y);
    for (const [at, weight] of legendre) {
      const node = y + width * at;
      nodes.push({ timeS: exp(node), weight: width * weight * exp(lnDensity(node)) });
    }
    y = y + width > y ? y + width : high;
  }
  return normalised(nodes);
}

function logDensityOf(duration: Exclude<Quadrature, number | { empirical: unknown }>): LogDensity {
  if ('lognormal' in duration) {
    const { medianS, sigma } = lognormalOf(duration.lognormal);
    const middle = ln(medianS);
    return {
      low: middle - 10 * sigma,
      high: middle + 10 * sigma,
      step: sigma / 2,
      lnDensity: (y) => (-(y - middle) * (y - middle)) / (2 * sigma * sigma),
    };
  }
  if ('weibull' in duration) {
    const { shape, scale_s } = duration.weibull;
    const scale = ln(scale_s);
    return {
      low: scale - FOLDS / shape,
      high: scale + ln(FOLDS) / shape,
      step: 1 / (4 * shape),
      lnDensity: (y) => shape * (y - scale) - exp(shape * (y - scale)),
    };
  }
  if ('pareto' in duration) {
    const { shape, min_s, max_s } = duration.pareto;
    const low = ln(min_s);
    return {
      low,
      high: Math.min(ln(max_s), low + FOLDS / shape),
      step: Math.min(1 / 4, 1 / (2 * shape)),
      lnDensity: (y) => -shape * (y - low),
    };
  }
  const { min_s, max_s } = duration.uniform;
  const high = ln(max_s);
  const low = min_s > 0 ? ln(min_s) : high - FOLDS;
  return { low, high, step: 1 / 4, lnDensity: (y) => y - high };
}

/** Each different value once. */
function listed(values: readonly number[]): Node[] {
  const times = new Map<number, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  return normalised([...times].map(([timeS, weight]) => ({ timeS, weight })));
}

function normalised(nodes: readonly Node[]): Node[] {
  const sum = nodes.reduce((total, { weight }) => total + weight, 0);
  return nodes.map(({ timeS, weight }) => ({ timeS, weight: weight / sum }));
}

/** Places in 0..1 and weights of the Gauss-Legendre rule of eight points. */
const legendre: readonly (readonly [at: number, weight: number])[] = [
  [0.1834346424956498, 0.362683783378362],
  [0.525532409916329, 0.3137066458778873],
  [0.7966664774136267, 0.2223810344533745],
  [0.9602898564975363, 0.1012285362903763],
].flatMap(([at, weight]) => [
  [(1 + at!) / 2, weight! / 2],
  [(1 - at!) / 2, weight! / 2],
]) as [number, number][];
