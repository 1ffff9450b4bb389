import { exp, ln, log1p } from '../math/logarithm.ts';
import { incompleteBetaOf } from './incompleteBeta.ts';
import { normalQuantile } from './normal.ts';

/**
 * Quantile of Student's t distribution with `df` >= 1 degrees of freedom (not necessarily whole); relative error below
 * 1e-9 for df 1 to 1e6. `p` in 0..1; 0 and 1 give -Infinity and Infinity.
 *
 * The tail probability is inverted by Newton's method, which from the normal quantile climbs without overshooting:
 * the tail is convex and t's tail heavier than the normal one.
 */
export function studentQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1) || !(df >= 1)) return Number.NaN;
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  const t = tail === 0 ? Infinity : upperQuantile(tail, df);
  return p < 0.5 ? -t : t;
}

/** P(T > t) for t >= 0. */
export function studentUpperTail(t: number, df: number): number {
  if (t === Infinity) return 0;
  const square = t * t;
  const lnBeta = 0.5 * ln(Math.PI) - ln(gammaRatio(df));
  return 0.5 * incompleteBetaOf(df / (df + square), square / (df + square), df / 2, 0.5, lnBeta);
}

function upperQuantile(tail: number, df: number): number {
  if (df === 1) return 1 / tangent(Math.PI * tail);
  if (df === 2) return (1 - 2 * tail) / Math.sqrt(2 * tail * (1 - tail));
  const scale = gammaRatio(df) / Math.sqrt(df * Math.PI);
  let t = -normalQuantile(tail);
  for (let i = 0; i < 200; i++) {
    const density = scale * exp((-(df + 1) / 2) * log1p((t * t) / df));
    const step = (studentUpperTail(t, df) - tail) / density;
    t += step;
    if (Math.abs(step) <= 1e-13 * t) return t;
  }
  return t;
}

/**
 * Gamma((df+1)/2) / Gamma(df/2), relative error about 1e-16: the difference of two large log-gammas would lose nine
 * digits at df 1e6. Source: asymptotic series DLMF 5.11.13 for large df, the recurrence of gamma below.
 */
function gammaRatio(df: number): number {
  let factor = 1;
  let v = df;
  while (v < 60) {
    factor *= v / (v + 1);
    v += 2;
  }
  const r = 1 / (v / 2);
  const series =
    1 +
    r *
      (-1 / 8 +
        r *
          (1 / 128 +
            r *
              (5 / 1024 +
                r *
                  (-21 / 32_768 +
                    r * (-399 / 262_144 + r * (869 / 4_194_304 + (r * 39_325) / 33_554_432))))));
  return factor * Math.sqrt(v / 2) * series;
}

/** Tangent of `x` in 0..pi/2 by its continued fraction: the engine's own may differ in the last digit. */
function tangent(x: number): number {
  let fraction = 0;
  for (let odd = 41; odd >= 1; odd -= 2) fraction = (x * x) / (odd - fraction);
  return fraction / x;
}
