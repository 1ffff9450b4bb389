import { counted } from '../../../sim/counted.ts';
import type { Uncertainty } from '../../../sim/study/results.ts';
import { count, type Format, ms } from '../../ui/format.ts';

type Figure = Uncertainty['figures'][number];

const points: Format = (share) => `${count(Math.round((share ?? 0) * 1000) / 10)} points`;
const figures: Readonly<Record<Figure['figure'], readonly [label: string, format: Format]>> = {
  capacityFailureRate: ['capacity failures', points],
  avgMs: ['average', ms],
  p50Ms: ['P50', ms],
  p95Ms: ['P95', ms],
  p99Ms: ['P99', ms],
};

/** What the figures of all requests differ by from run to run, by source; null where nothing is uncertain but chance. */
export function uncertaintySentence(uncertainty: Uncertainty | null): string | null {
  if (uncertainty === null) return null;
  const parts = uncertainty.figures
    .filter(({ endpoint }) => endpoint === null)
    .map(({ figure, chance, parameters }) => {
      const [label, format] = figures[figure];
      return `${label} ${format(chance)} and ${format(parameters)}`;
    });
  if (parts.length === 0) return null;
  return `Standard deviation of one run of all requests, by chance and because the fitted parameters are not known better (${counted(uncertainty.parameterSets, 'set')}): ${parts.join('; ')}. The intervals hold both.`;
}
