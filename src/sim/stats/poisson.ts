/** Weights below this share of the largest one no longer change their sum. */
const NEGLIGIBLE = 1e-20;

/**
 * Probabilities of 0..`most` points of a Poisson process that has `mean` >= 0 of them, with a relative error of about 1e-14
 * but for those that underflow. Source: B. L. Fox and P. W. Glynn, Communications of the ACM 31 (1988) 440-445.
 */
export function poissonProbabilities(mean: number, most: number): Float64Array {
  return fromRatios(Math.floor(mean), most, (k) => mean / (k + 1));
}

/**
 * Probabilities of 0..`most` of a distribution on the whole numbers, of which p(k + 1)/p(k) = `ratio(k)` falls below 1 from
 * `mode` on: from there both ways, by their sum.
 */
export function fromRatios(mode: number, most: number, ratio: (k: number) => number): Float64Array {
  const p = new Float64Array(most + 1);
  let sum = 0;
  const put = (k: number, weight: number): void => {
    sum += weight;
    if (k <= most) p[k] = weight;
  };
  put(mode, 1);
  for (let k = mode, weight = 1; k > 0 && weight > 0; k--) {
    weight /= ratio(k - 1);
    put(k - 1, weight);
  }
  for (let k = mode, weight = 1; weight > 0 && (k < most || weight > NEGLIGIBLE); k++) {
    weight *= ratio(k);
    put(k + 1, weight);
  }
  for (let k = 0; k <= most; k++) p[k] = p[k]! / sum;
  return p;
}
