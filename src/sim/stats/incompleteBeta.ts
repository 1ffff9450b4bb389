import { exp, ln, log1p } from '../math/logarithm.ts';

/**
 * Regularised incomplete beta function I_x(a, b) for a, b > 0 and x in 0..1.
 * `lnBeta` is ln B(a, b): callers know it more precisely than a general formula gives it.
 * Source: DLMF 8.17.22 (continued fraction), evaluated by the modified Lentz method.
 */
export function incompleteBeta(x: number, a: number, b: number, lnBeta: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return incompleteBetaOf(x, 1 - x, a, b, lnBeta);
}

/** The same where 1 - x is known without cancellation. */
export function incompleteBetaOf(
  x: number,
  oneMinusX: number,
  a: number,
  b: number,
  lnBeta: number,
): number {
  const front = exp(a * lnOf(x, oneMinusX) + b * lnOf(oneMinusX, x) - lnBeta);
  // The fraction converges fast on one side of the mean only; the other side is the complement.
  return x <= (a + 1) / (a + b + 2)
    ? (front * continuedFraction(x, a, b)) / a
    : 1 - (front * continuedFraction(oneMinusX, b, a)) / b;
}

/** ln v, precise where v is near 1 because its complement is known. */
function lnOf(v: number, complement: number): number {
  return complement < 0.5 ? log1p(-complement) : ln(v);
}

const tiny = 1e-300;
const enough = 1e-16;

function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) <= enough) return value;
  }
  throw new RangeError(`incomplete beta did not converge for x ${x}, a ${a}, b ${b}`);
}

function nonZero(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

/** ln of the gamma function for x > 0, relative error about 1e-15. Source: DLMF 5.11.1 (Stirling), after a shift upwards. */
export function lnGamma(x: number): number {
  let shift = 0;
  let y = x;
  while (y < 15) {
    shift += ln(y);
    y += 1;
  }
  const s = 1 / (y * y);
  const series =
    (1 / 12 -
      s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - (s * 691) / 360_360))))) /
    y;
  return (y - 0.5) * ln(y) - y + 0.5 * ln(2 * Math.PI) + series - shift;
}
