import { LocustHistogram } from './locustHistogram.ts';
import type { Observer } from './observer.ts';

/** Values of a series over time that a run keeps at most: one for each second up to an hour, then one for several. */
const MOST_VALUES = 3600;

/**
 * Keeps what one run's tables are made of: response times by endpoint, failures by number, slots over time. Its memory does
 * not grow with the run.
 */
export class RunRecorder implements Observer {
  /** By endpoint. */
  readonly endpoints: readonly EndpointRecord[];
  /** Errors logged, by failure number. */
  readonly errors: number[] = [];
  /** s that each value of `mostSlotsOver` stands for. */
  readonly everyS: number;
  /** Most slots taken in each `everyS` seconds of the run. */
  readonly mostSlotsOver: Int32Array;
  maxSlots = 0;
  private slots = 0;
  private slotSeconds = 0;
  private slotsSince = 0;
  private readonly runTime: number;

  /** `runTime` in s. */
  constructor(endpoints: number, runTime: number) {
    this.endpoints = Array.from({ length: endpoints }, () => new EndpointRecord());
    this.everyS = Math.max(1, Math.ceil(runTime / MOST_VALUES));
    this.mostSlotsOver = new Int32Array(Math.max(1, Math.ceil(runTime / this.everyS)));
    this.runTime = runTime;
  }

  requestEnded(
    endpoint: number,
    _user: number,
    startedAt: number,
    endedAt: number,
    _status: number,
    failure: number,
  ): void {
    this.endpoints[endpoint]!.add((endedAt - startedAt) * 1000, endedAt, failure);
  }

  requestUnfinished(endpoint: number): void {
    this.endpoints[endpoint]!.unfinished++;
  }

  errorLogged(_time: number, failure: number): void {
    this.errors[failure] = (this.errors[failure] ?? 0) + 1;
  }

  slotsChanged(time: number, used: number): void {
    this.fillSlots(time);
    this.slots = used;
    if (used > this.maxSlots) this.maxSlots = used;
    this.raise(Math.min(Math.floor(time / this.everyS), this.mostSlotsOver.length - 1));
  }

  /** Time-weighted mean of slots taken over the whole run; call once it is over. */
  meanSlots(): number {
    this.fillSlots(this.runTime);
    return this.slotSeconds / this.runTime;
  }

  private fillSlots(until: number): void {
    this.slotSeconds += this.slots * (until - this.slotsSince);
    const end = Math.min(Math.ceil(until / this.everyS), this.mostSlotsOver.length);
    for (let at = Math.floor(this.slotsSince / this.everyS); at < end; at++) this.raise(at);
    this.slotsSince = until;
  }

  private raise(at: number): void {
    if (this.slots > this.mostSlotsOver[at]!) this.mostSlotsOver[at] = this.slots;
  }
}

/** The requests of one endpoint that ended. */
export class EndpointRecord {
  /** Response times in ms. */
  readonly times = new LocustHistogram();
  failures = 0;
  unfinished = 0;
  /** End of the last one, s; 0 before any. */
  lastEndedAt = 0;
  /** By failure number. */
  readonly failuresByNumber: number[] = [];

  /** `responseTime` in ms, `endedAt` in s. */
  add(responseTime: number, endedAt: number, failure: number): void {
    this.times.add(responseTime);
    if (endedAt > this.lastEndedAt) this.lastEndedAt = endedAt;
    if (failure !== 0) {
      this.failures++;
      this.failuresByNumber[failure] = (this.failuresByNumber[failure] ?? 0) + 1;
    }
  }
}
