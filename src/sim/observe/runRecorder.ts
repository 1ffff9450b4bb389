import { grownFloats } from '../kernel/eventList.ts';
import type { Observer } from './observer.ts';

/** Keeps what one run's tables are made of: response times by endpoint, failures by number, slots over time. */
export class RunRecorder implements Observer {
  /** By endpoint. */
  readonly endpoints: readonly EndpointRecord[];
  /** Errors logged, by failure number. */
  readonly errors: number[] = [];
  /** Most slots taken in each second of the run. */
  readonly slotsPerSecond: Int32Array;
  maxSlots = 0;
  private slots = 0;
  private slotSeconds = 0;
  private slotsSince = 0;
  private readonly runTime: number;

  /** `runTime` in s. */
  constructor(endpoints: number, runTime: number) {
    this.endpoints = Array.from({ length: endpoints }, () => new EndpointRecord());
    this.slotsPerSecond = new Int32Array(Math.max(1, Math.ceil(runTime)));
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
    const second = Math.min(Math.floor(time), this.slotsPerSecond.length - 1);
    if (used > this.slotsPerSecond[second]!) this.slotsPerSecond[second] = used;
  }

  /** Time-weighted mean of slots taken over the whole run; call once it is over. */
  meanSlots(): number {
    this.fillSlots(this.runTime);
    return this.slotSeconds / this.runTime;
  }

  private fillSlots(until: number): void {
    this.slotSeconds += this.slots * (until - this.slotsSince);
    const last = Math.min(Math.ceil(until), this.slotsPerSecond.length);
    for (let second = Math.floor(this.slotsSince); second < last; second++) {
      if (this.slots > this.slotsPerSecond[second]!) this.slotsPerSecond[second] = this.slots;
    }
    this.slotsSince = until;
  }
}

/** The requests of one endpoint that ended. */
export class EndpointRecord {
  requests = 0;
  failures = 0;
  unfinished = 0;
  /** End of the last one, s; 0 before any. */
  lastEndedAt = 0;
  /** By failure number. */
  readonly failuresByNumber: number[] = [];
  private times = new Float64Array(64);

  /** `responseTime` in ms, `endedAt` in s. */
  add(responseTime: number, endedAt: number, failure: number): void {
    if (this.requests === this.times.length) {
      this.times = grownFloats(this.times, this.requests * 2);
    }
    this.times[this.requests++] = responseTime;
    if (endedAt > this.lastEndedAt) this.lastEndedAt = endedAt;
    if (failure !== 0) {
      this.failures++;
      this.failuresByNumber[failure] = (this.failuresByNumber[failure] ?? 0) + 1;
    }
  }

  /** Response times in ms, in the order in which the requests ended; a view, to be copied by who keeps or sorts it. */
  get responseTimes(): Float64Array {
    return this.times.subarray(0, this.requests);
  }
}
