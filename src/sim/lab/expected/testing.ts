import type { Distribution } from '../../distributions/distribution.ts';
import type { JobClass, OpenSource, QueueNetwork } from '../network.ts';
import { jobClass, visit } from '../testing.ts';
import { expectedFigures } from './expectedFigures.ts';

/** For tests: an exponential duration of mean `mean_s` s. */
export function exponential(mean_s: number): Distribution {
  return { exponential: { mean_s } };
}

/** For tests: Poisson arrivals, `rate` per s. */
export function poisson(rate: number): OpenSource {
  return { interarrival: exponential(1 / rate) };
}

/** For tests: Poisson arrivals, `rate` per s, that visit `station` once and leave. */
export function passing(
  rate: number,
  station: string,
  service: Distribution,
  changes: Parameters<typeof visit>[2] = {},
  fields: Partial<JobClass> = {},
): JobClass {
  return jobClass(poisson(rate), { v: visit(station, service, changes) }, fields);
}

/** For tests: the exact figures of a network below `path`, such as `stations.desk`, by name. */
export function exactBelow(document: QueueNetwork, path: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...expectedFigures(document).values()].flatMap(({ figure, value, kind }) => {
      const name = figure.slice(path.length + 1);
      return kind === 'exact' && figure.startsWith(`${path}.`) && !name.includes('.')
        ? [[name, value]]
        : [];
    }),
  );
}

/** For tests: the names of the formulas that give figures of a network. */
export function formulasOf(document: QueueNetwork): string[] {
  return [...new Set([...expectedFigures(document).values()].map(({ formula }) => formula))];
}
