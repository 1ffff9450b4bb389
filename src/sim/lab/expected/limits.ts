import { LEAVE, type JobClass, type QueueNetwork, type Station, type Visit } from '../network.ts';
import { probabilityOf, visitsMade } from '../traffic.ts';
import { type Crowd, crowdOf } from './crowds.ts';

/**
 * A network of the same figures without what can never matter: visits that nobody makes, stations that nobody visits,
 * places, servers and patience that cannot run out, ranks where all are of one or nobody waits, and servers that are kept for no time.
 */
export function withoutIdleLimits(network: QueueNetwork): QueueNetwork {
  const classes = mapped(network.classes, withVisitsMade);
  const stations = plainStations(
    Object.fromEntries(
      Object.entries(network.stations).filter(([name]) => visitorsOf(classes, name).length > 0),
    ),
    (name) => visitorsOf(classes, name),
  );
  return {
    ...network,
    stations,
    classes: mapped(classes, (jobClass) => ({
      ...jobClass,
      visits: mapped(jobClass.visits, (visit) => plainVisit(visit, stations[visit.station]!)),
    })),
  };
}

function withVisitsMade(jobClass: JobClass): JobClass {
  const made = visitsMade(jobClass);
  const visits = Object.entries(jobClass.visits).filter(([name]) => made.has(name));
  return { ...jobClass, visits: Object.fromEntries(visits) };
}

function visitorsOf(classes: QueueNetwork['classes'], station: string): JobClass[] {
  return Object.values(classes).filter(({ visits }) =>
    Object.values(visits).some((visit) => visit.station === station),
  );
}

type Stations = Readonly<Record<string, Station>>;

/** Where nobody waits, jobs go on as evenly as they came: what has been found of one station may tell of those behind it. */
function plainStations(stations: Stations, visitors: (name: string) => JobClass[]): Stations {
  const isFree = (name: string): boolean =>
    stations[name]!.servers === 'infinite' && stations[name]!.capacity === null;
  const free = (of: Stations): number =>
    Object.values(of).filter(({ servers }) => servers === 'infinite').length;
  const plain = mapped(stations, (station, name) => {
    const crowds = visitors(name).map((jobClass) => crowdOf(jobClass, name, isFree));
    return withoutIdle(station, visitors(name), {
      served: crowds.reduce((sum, { served }) => sum + served, 0),
      present: crowds.reduce((sum, { present }) => sum + present, 0),
    });
  });
  return free(plain) === free(stations) ? plain : plainStations(plain, visitors);
}

function withoutIdle(station: Station, visitors: readonly JobClass[], most: Crowd): Station {
  const everybody = visitors.reduce(
    (sum, { source }) => sum + ('population' in source ? source.population : Infinity),
    0,
  );
  const ranked = station.discipline === 'priority' || station.discipline === 'preemptive';
  const oneRank = new Set(visitors.map(({ priority }) => priority)).size === 1;
  const spare = station.servers === 'infinite' || station.servers >= most.served;
  const room = spare ? most.present : everybody;
  const capacity = station.capacity !== null && station.capacity >= room ? null : station.capacity;
  const servers = spare && capacity === null ? 'infinite' : station.servers;
  return {
    servers,
    discipline: ranked && (oneRank || servers === 'infinite') ? 'FIFO' : station.discipline,
    capacity,
  };
}

function plainVisit(visit: Visit, { servers, discipline, capacity }: Station): Visit {
  const nobodyWaits =
    discipline === 'PS' || servers === 'infinite' || (capacity !== null && capacity <= servers);
  const givenBack = visit.release.includes(visit.station) || probabilityOf(visit.next, LEAVE) === 1;
  return {
    ...visit,
    patience: nobodyWaits ? null : visit.patience,
    hold: visit.hold && !givenBack,
  };
}

function mapped<T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T, name: string) => U,
): Record<string, U> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, change(value, name)]),
  );
}
