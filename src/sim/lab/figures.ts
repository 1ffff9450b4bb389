import { moments, standardError } from '../stats/moments.ts';
import { meanInterval } from '../stats/estimate.ts';
import { pooledQuantiles } from '../stats/pooledQuantiles.ts';
import type { QuantileStore } from '../stats/quantileStore.ts';
import type { QueueNetwork } from './network.ts';
import { clipped, possibleRange, type Range } from './possibleRange.ts';
import type { ClassRun, QueueRun, StationRun, VisitRun } from './results.ts';

/** An estimate over replications: mean, its standard error, and its 95 % Student interval; null where they are too few. */
export interface LabEstimate {
  /** The nearest value that is possible, as the ends of `ci` are. */
  readonly mean: number | null;
  readonly standardError: number | null;
  readonly ci: readonly [number, number] | null;
  /** Replications in which there was something to measure; of percentiles, groups of them where they are more than 30. */
  readonly n: number;
}

/** Figures by path: `stations.desk.meanWait_s`, `classes.users.throughput_per_s`, `classes.users.visits.query.meanWait_s`. */
export type Figures = Readonly<Record<string, LabEstimate>>;

const visitFigures = [
  'throughput_per_s',
  'lossProbability',
  'renegeProbability',
  'waitProbability',
  'meanWait_s',
  'meanVisit_s',
  'slowdown',
] as const satisfies (keyof VisitRun)[];
const stationFigures = [
  'utilisation',
  'meanBusy',
  'meanQueueLength',
  'meanInStation',
] as const satisfies (keyof StationRun)[];
const classFigures = [
  'throughput_per_s',
  'meanInSystem',
  'lossProbability',
  'renegeProbability',
  'meanResponse_s',
] as const satisfies (keyof ClassRun)[];

/** Percentiles that are told of waits and responses, and by which their figures are called. */
export const percentiles = [50, 90, 95, 99];

/** Whether the figure at `path` is a percentile. */
export function isPercentile(path: string): boolean {
  return /\.p\d+[A-Z]\w*$/.test(path);
}

/**
 * What replications of `network` say together. A figure that no replication has is left out, and so is a visit that is the
 * only one to its station: the station says it all.
 */
export function figuresOf(network: QueueNetwork, runs: readonly QueueRun[]): Figures {
  const figures: Record<string, LabEstimate> = {};
  const put = (path: string, values: readonly (number | null)[]): void => {
    const present = values.filter((value) => value !== null);
    if (present.length > 0) figures[path] = estimateOf(present, possibleRange(network, path));
  };
  const [first] = runs;
  if (first === undefined) return figures;
  for (const name of Object.keys(first.stations)) {
    const stations = runs.map((run) => run.stations[name]!);
    for (const figure of stationFigures) {
      put(
        `stations.${name}.${figure}`,
        stations.map((station) => station[figure]),
      );
    }
    putVisits(`stations.${name}`, stations);
  }
  for (const [name, { visits }] of Object.entries(first.classes)) {
    const classes = runs.map((run) => run.classes[name]!);
    for (const figure of classFigures) {
      put(
        `classes.${name}.${figure}`,
        classes.map((run) => run[figure]),
      );
    }
    putPercentiles(
      `classes.${name}`,
      'Response_s',
      classes.map(({ responses }) => responses),
    );
    for (const visit of Object.keys(visits)) {
      if (visitors(network, network.classes[name]!.visits[visit]!.station) === 1) continue;
      putVisits(
        `classes.${name}.visits.${visit}`,
        classes.map((run) => run.visits[visit]!),
      );
    }
  }
  return figures;

  function putVisits(path: string, visits: readonly VisitRun[]): void {
    for (const figure of visitFigures)
      put(
        `${path}.${figure}`,
        visits.map((visit) => visit[figure]),
      );
    putPercentiles(
      path,
      'Wait_s',
      visits.flatMap(({ waits }) => waits ?? []),
    );
  }

  function putPercentiles(path: string, of: string, runs: readonly QuantileStore[]): void {
    const values = pooledQuantiles(
      runs,
      percentiles.map((percent) => percent / 100),
    );
    for (const [i, percent] of percentiles.entries()) put(`${path}.p${percent}${of}`, values[i]!);
  }
}

function visitors({ classes }: QueueNetwork, station: string): number {
  return Object.values(classes)
    .flatMap(({ visits }) => Object.values(visits))
    .filter((visit) => visit.station === station).length;
}

/** The jackknife of a quantile may lead below 0, and every interval beyond what is possible. */
function estimateOf(values: readonly number[], range: Range): LabEstimate {
  const sample = moments(values);
  const interval = meanInterval(sample);
  return {
    mean: sample.mean === null ? null : clipped(sample.mean, range),
    standardError: standardError(sample),
    ci: interval === null ? null : [clipped(interval[0], range), clipped(interval[1], range)],
    n: sample.n,
  };
}
