/**
 * Logarithm and exponential that give the same bits wherever they run. The language leaves the last digit of `Math.log` and
 * its like to the engine, and two versions of V8 differ in one result of fifteen; these use only operations that IEEE 754
 * fixes. The reductions and coefficients are those of the freely distributable libm of Sun Microsystems (1993), whose error
 * is below one unit in the last place.
 */

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const TWO_54 = 2 ** 54;

/** One double and its two halves; the low one comes first on every platform that Plimsoll runs on. */
const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);

/** Natural logarithm; -Infinity at 0, NaN below. */
export function ln(x: number): number {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x === Infinity ? x : NaN;
  let k = -1023;
  double[0] = x;
  if (halves[1]! < 0x00100000) {
    // Subnormal: as many leading zeros as the exponent cannot say.
    k -= 54;
    double[0] = x * TWO_54;
  }
  // x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2).
  const high = halves[1]!;
  const mantissa = high & 0xfffff;
  const up = (mantissa + 0x95f64) & 0x100000;
  k += (high >>> 20) + (up >>> 20);
  halves[1] = mantissa | (up ^ 0x3ff00000);
  const f = double[0] - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even =
    w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const odd =
    z *
    (6.66666666666673513e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + even + odd) + k * LN2_LOW) - f);
}

/** e to the power of `x`; 0 below about -745, Infinity above about 709. */
export function exp(x: number): number {
  if (!(x > -746)) return x <= -746 ? 0 : NaN;
  if (x > 709.782712893384) return Infinity;
  // x = k ln 2 + r with |r| <= ln(2) / 2.
  const k = Math.round(x * Math.LOG2E);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t *
              (6.61375632143793436117e-5 +
                t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  return scaled(y, k);
}

/** y times 2^k, in two steps where one would leave the range of exponents. */
function scaled(y: number, k: number): number {
  if (k > 1023) return y * 2 * powerOfTwo(k - 1);
  return k < -1022 ? y * powerOfTwo(k + 54) * (1 / TWO_54) : y * powerOfTwo(k);
}

function powerOfTwo(k: number): number {
  halves[0] = 0;
  halves[1] = (k + 1023) << 20;
  return double[0]!;
}

/** ln(1 + x) without loss near 0 (Kahan's correction of the rounded sum). */
export function log1p(x: number): number {
  const sum = 1 + x;
  return sum === 1 || sum === Infinity ? x : ln(sum) * (x / (sum - 1));
}

/** exp(x) - 1 without loss near 0 (Kahan's correction by the logarithm). */
export function expm1(x: number): number {
  const power = exp(x);
  if (power === 1) return x;
  const rest = power - 1;
  return rest === -1 || power === Infinity ? rest : (rest * x) / ln(power);
}

/** Logarithm to base 2. */
export function log2(x: number): number {
  return ln(x) * Math.LOG2E;
}

/** `base` (not negative) to any power; a few units in the last place times |exponent ln(base)|. */
export function power(base: number, exponent: number): number {
  if (exponent === 0) return 1;
  return base === 0 ? (exponent > 0 ? 0 : Infinity) : exp(exponent * ln(base));
}
