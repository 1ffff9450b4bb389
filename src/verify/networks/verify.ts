import { table } from '../../services/report/blocks.ts';
import { toText } from '../../services/report/text.ts';
import { replicationSeed } from '../../sim/kernel/randomStreams.ts';
import { onAllCores } from '../onAllCores.ts';
import { type Comparison, LARGEST_Z } from './compare.ts';

/** What all exact figures of random networks say of them beside what was simulated. */
export interface NetworksVerification {
  readonly format: 'plimsoll.networksVerification';
  readonly version: 1;
  readonly seed: number;
  readonly networks: number;
  readonly passed: boolean;
  readonly comparisons: readonly Comparison[];
}

/** Compares `networks` random networks on all cores; the result does not depend on their number. */
export async function verifyNetworks(
  networks: number,
  seed: number,
): Promise<NetworksVerification> {
  const seeds = Array.from({ length: networks }, (_, i) => replicationSeed(seed, i));
  const worker = new URL('./compareWorker.ts', import.meta.url);
  const comparisons = (await onAllCores<number, Comparison[]>(worker, seeds)).flat();
  return {
    format: 'plimsoll.networksVerification',
    version: 1,
    ...{ seed, networks, comparisons },
    passed: comparisons.every(({ z }) => Math.abs(z) <= LARGEST_Z),
  };
}

/** The table that a person reads: by formula how many figures, and which of them disagree. */
export function networksText({ networks, seed, comparisons }: NetworksVerification): string {
  const far = comparisons.filter(({ z }) => Math.abs(z) > LARGEST_Z);
  const formulas = [...new Set(comparisons.map(({ formula }) => formula))].sort();
  const summary = table(
    ['<formula', 'figures', 'outside 95 %', 'share'],
    [...formulas, null].map((formula) => {
      const own = comparisons.filter((one) => formula === null || one.formula === formula);
      const outside = own.filter(({ inInterval }) => !inInterval).length;
      const share = `${((100 * outside) / Math.max(own.length, 1)).toFixed(1)} %`;
      return [formula ?? 'all', String(own.length), String(outside), share];
    }),
  );
  const faults = table(
    ['<network', '<figure', 'exact', 'simulated', 'z', '<formula'],
    far.map((one) => [
      String(one.seed),
      one.figure,
      one.exact.toPrecision(6),
      one.simulated.toPrecision(6),
      one.z.toFixed(1),
      one.formula,
    ]),
  );
  const known = new Set(comparisons.map((one) => one.seed)).size;
  const verdict =
    far.length === 0
      ? `None of the ${comparisons.length} exact figures of ${known} networks (of ${networks}, seed ${seed}) is further off than chance explains.`
      : `${far.length} of ${comparisons.length} exact figures are further off than chance explains (seed ${seed}).`;
  return `${toText(far.length === 0 ? [summary] : [summary, faults])}\n${verdict}\n`;
}
