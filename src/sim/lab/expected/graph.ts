import { isExponential } from '../../distributions/distribution.ts';
import type { JobClass, QueueNetwork, Visit } from '../network.ts';
import { probabilityOf, startProbability } from '../traffic.ts';

/** A visit as a node of the graph that all classes of a network make together. */
export interface Stop {
  readonly className: string;
  readonly visitName: string;
  readonly jobClass: JobClass;
  readonly visit: Visit;
  /** Jobs begin here with this probability. */
  readonly begins: number;
  /** Stations from which jobs come here. */
  readonly from: readonly string[];
}

/** Where jobs go in a network, by the names of its stations. */
export class Graph {
  private readonly stops: readonly Stop[];

  constructor({ classes }: QueueNetwork) {
    this.stops = Object.entries(classes).flatMap(([className, jobClass]) => {
      const visits = Object.entries(jobClass.visits);
      return visits.map(([visitName, visit]) => ({
        className,
        visitName,
        jobClass,
        visit,
        begins: startProbability(jobClass, visitName),
        from: visits.flatMap(([, { station, next }]) =>
          probabilityOf(next, visitName) > 0 ? [station] : [],
        ),
      }));
    });
  }

  at(station: string): Stop[] {
    return this.stops.filter(({ visit }) => visit.station === station);
  }

  /** Stations from which jobs come straight to `station`. */
  before(station: string): string[] {
    return [...new Set(this.at(station).flatMap(({ from }) => from))];
  }

  /** Stations from which jobs come to `station` sooner or later; itself where they come back. */
  upstream(station: string): Set<string> {
    const found = new Set(this.before(station));
    for (const name of found) for (const before of this.before(name)) found.add(before);
    return found;
  }

  /** Whether all that come to `station` from outside are Poisson. */
  beginsAtRandom(station: string): boolean {
    return this.at(station).every(
      ({ begins, jobClass: { source } }) =>
        begins === 0 || ('interarrival' in source && isExponential(source.interarrival)),
    );
  }
}
