import { isExponential } from '../../distributions/distribution.ts';
import { momentsOf } from '../../distributions/moments.ts';
import type { JobClass, QueueNetwork, Station, Visit } from '../network.ts';
import { visitCounts } from '../traffic.ts';

/** A class of a product-form network: how much work it brings to each station in all, s per job, and how often it comes. */
export interface ProductFormClass {
  readonly name: string;
  readonly jobClass: JobClass;
  readonly demandsS: readonly number[];
  readonly visits: readonly number[];
}

export interface ProductForm {
  readonly stations: readonly { readonly name: string; readonly station: Station }[];
  readonly classes: readonly ProductFormClass[];
}

/**
 * The network as a product-form one; null when it is none: nobody holds servers, gives up or is lost, and stations share their servers,
 * have infinitely many, or serve in an order that knows no lengths, with exponential service of one mean.
 * Source: F. Baskett et al., Journal of the ACM 22 (1975) 248-260.
 */
export function asProductForm(network: QueueNetwork): ProductForm | null {
  const classes = Object.entries(network.classes);
  const visits = classes.flatMap(([, jobClass]) => Object.values(jobClass.visits));
  if (visits.some((visit) => visit.hold || visit.patience !== null)) return null;
  if (classes.some(([, { source }]) => 'trace' in source)) return null;
  const stations = Object.entries(network.stations).map(([name, station]) => ({ name, station }));
  if (!stations.every((station) => hasProductForm(station, visits))) return null;
  return {
    stations,
    classes: classes.map(([name, jobClass]) => {
      const counts = visitCounts(jobClass);
      const sumAt = (at: string, of: (visit: Visit) => number): number =>
        Object.entries(jobClass.visits).reduce(
          (sum, [visitName, visit]) =>
            visit.station === at ? sum + counts[visitName]! * of(visit) : sum,
          0,
        );
      return {
        name,
        jobClass,
        demandsS: stations.map((station) =>
          sumAt(station.name, ({ service }) => momentsOf(service).mean),
        ),
        visits: stations.map((station) => sumAt(station.name, () => 1)),
      };
    }),
  };
}

function hasProductForm(
  { name, station }: { readonly name: string; readonly station: Station },
  visits: readonly Visit[],
): boolean {
  if (station.capacity !== null) return false;
  if (station.discipline === 'PS' || station.servers === 'infinite') return true;
  if (station.discipline === 'priority' || station.discipline === 'preemptive') return false;
  const services = visits.flatMap(({ station: at, service }) => (at === name ? [service] : []));
  return services.every(
    (service) => isExponential(service) && momentsOf(service).mean === momentsOf(services[0]!).mean,
  );
}
