/** Steps that are gone through at most. */
const MOST_WORK = 2e8;
/** Waits less probable than this are left out. */
const NEGLIGIBLE = 1e-13;

/**
 * M/G/1, FIFO, whose services consist of 0, 1, ... exponential stages of one mean with probabilities `service`, `load` below 1:
 * probabilities of the stages that a wait consists of. It is what is left of a service, as often as one more was in front at the
 * time, which each was with probability `load`. Null for what takes too long.
 * Source: Gross et al. (2008), section 5.1.5 (Pollaczek-Khinchine transform as a geometric sum); Tijms (2003), section 9.2.
 */
export function mg1WaitStages(load: number, service: readonly number[]): number[] | null {
  const left = leftOf(service);
  const wait = [1 - load];
  for (let rest = load, work = 0; rest > NEGLIGIBLE; work += left.length) {
    if (work > MOST_WORK) return null;
    const n = wait.length;
    let sum = 0;
    for (let j = 1; j <= n && j < left.length; j++) sum += left[j]! * wait[n - j]!;
    wait.push(load * sum);
    rest -= load * sum;
  }
  return wait;
}

/** Stages of two independent times together. */
export function together(a: readonly number[], b: readonly number[]): number[] {
  const sum = Array.from({ length: a.length + b.length - 1 }, () => 0);
  for (const [i, p] of a.entries()) for (const [j, q] of b.entries()) sum[i + j]! += p * q;
  return sum;
}

/** Stages that are left of a service, the present one included, at any moment during it. */
function leftOf(service: readonly number[]): number[] {
  const left = service.map(() => 0);
  for (let n = service.length - 1, sum = 0; n > 0; n--) left[n] = sum += service[n]!;
  const mean = left.reduce((sum, p) => sum + p, 0);
  return left.map((p) => p / mean);
}
