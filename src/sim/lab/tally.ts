import { BatchSeries } from '../stats/batchSeries.ts';
import { MOST_KEPT, QuantileStore } from '../stats/quantileStore.ts';
import type { SpareBlocks } from '../stats/spareBlocks.ts';
import type { CompiledNetwork } from './compile.ts';

/** What is counted and summed while a network runs; cleared when the warm-up ends. */
export class Tally {
  /** When it was cleared, s. */
  since = 0;

  // By visit.
  readonly joined: Float64Array;
  readonly lost: Float64Array;
  readonly reneged: Float64Array;
  /** Service begun, and of those after a wait above 0. */
  readonly started: Float64Array;
  readonly waited: Float64Array;
  readonly waitSum: Float64Array;
  readonly served: Float64Array;
  /** From joining the station to the end of service there. */
  readonly visitSum: Float64Array;
  /** At shared stations: how many times longer than alone. */
  readonly slowdownSum: Float64Array;
  readonly waits: readonly QuantileStore[];

  // By station: the integral over time of servers taken and of jobs that wait, kept by their changes. One more from t on
  // is -t, one fewer +t; `atStart` and the number at the end close the sum.
  readonly busyArea: Float64Array;
  readonly queueArea: Float64Array;
  readonly busyAtStart: Float64Array;
  readonly queueAtStart: Float64Array;
  readonly sharedBusyAtStart: Float64Array;

  /** How many are in the whole network, at each exit; empty unless that is watched. */
  readonly crowd = new BatchSeries();

  // By class.
  readonly arrivals: Float64Array;
  readonly completed: Float64Array;
  readonly responseSum: Float64Array;
  readonly insideAtStart: Float64Array;
  readonly insideArea: Float64Array;
  readonly responses: readonly QuantileStore[];
  readonly series: readonly BatchSeries[];

  /** Samples are kept in blocks of `spare`. */
  constructor({ visitNames, stationNames, classNames }: CompiledNetwork, spare: SpareBlocks) {
    const visits = visitNames.length;
    this.joined = new Float64Array(visits);
    this.lost = new Float64Array(visits);
    this.reneged = new Float64Array(visits);
    this.started = new Float64Array(visits);
    this.waited = new Float64Array(visits);
    this.waitSum = new Float64Array(visits);
    this.served = new Float64Array(visits);
    this.visitSum = new Float64Array(visits);
    this.slowdownSum = new Float64Array(visits);
    this.waits = visitNames.map(() => new QuantileStore(MOST_KEPT, spare));
    const stations = stationNames.length;
    this.busyArea = new Float64Array(stations);
    this.queueArea = new Float64Array(stations);
    this.busyAtStart = new Float64Array(stations);
    this.queueAtStart = new Float64Array(stations);
    this.sharedBusyAtStart = new Float64Array(stations);
    const classes = classNames.length;
    this.arrivals = new Float64Array(classes);
    this.completed = new Float64Array(classes);
    this.responseSum = new Float64Array(classes);
    this.insideAtStart = new Float64Array(classes);
    this.insideArea = new Float64Array(classes);
    this.responses = classNames.map(() => new QuantileStore(MOST_KEPT, spare));
    this.series = classNames.map(() => new BatchSeries());
  }

  /** Begins anew at `now` (s). The numbers at that moment are the caller's to fill in. */
  clear(now: number): void {
    this.since = now;
    for (const sums of [
      this.joined,
      this.lost,
      this.reneged,
      this.started,
      this.waited,
      this.waitSum,
      this.served,
      this.visitSum,
      this.slowdownSum,
      this.busyArea,
      this.queueArea,
      this.arrivals,
      this.completed,
      this.responseSum,
      this.insideArea,
    ]) {
      sums.fill(0);
    }
    for (const part of [...this.waits, ...this.responses, ...this.series, this.crowd]) {
      part.clear();
    }
  }
}
