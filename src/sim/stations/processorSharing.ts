import { EventList, RELEASE } from '../kernel/eventList.ts';

/** Efficiency past a knee: with n jobs the machine does 1 / (1 + perJob * (n - knee)) of its work once n > knee (semantics A16). */
export interface Overload {
  readonly knee: number;
  readonly perJob: number;
}

const NO_OVERLOAD: Overload = { knee: Infinity, perJob: 0 };

/**
 * A machine with `cores` CPU cores, shared equally by all that are runnable: with n jobs each runs at speed * min(1, cores/n).
 * Other work that is always there counts as `background` more jobs.
 *
 * Kept by virtual time V, which advances at that common rate: a job of demand d that starts at V ends at V + d, whatever
 * joins or leaves meanwhile, so that an arrival costs O(log n). One event of the calendar stands for the next completion.
 */
export class ProcessorSharing {
  private readonly events: EventList;
  private readonly cores: number;
  private readonly speed: number;
  private readonly code: number;
  private readonly arg: number;
  private readonly overload: Overload;
  private readonly background: number;
  /** Jobs by the virtual time at which they end; the arguments are their owners. */
  private readonly jobs = new EventList();
  private virtualTime = 0;
  private updatedAt = 0;
  private timer = -1;
  private timedJob = -1;
  private timedRate = 0;
  private busyCoreSeconds = 0;
  private backgroundCoreSeconds = 0;

  /**
   * At each completion `events` fires `code` with `arg`; the model then calls `complete()`. `cores` > 0, may be fractional;
   * `speed` > 0 is the work that a core does per s; `background` >= 0 are the cores that other work would like to have.
   */
  constructor(
    events: EventList,
    cores: number,
    code: number,
    arg: number,
    speed = 1,
    overload = NO_OVERLOAD,
    background = 0,
  ) {
    this.events = events;
    this.cores = cores;
    this.speed = speed;
    this.code = code;
    this.arg = arg;
    this.overload = overload;
    this.background = background;
  }

  /** Jobs that are running. */
  get running(): number {
    return this.jobs.size;
  }

  /** Core-seconds for which the cores have been busy until `now` (s, not before the last event). */
  busyAt(now: number): number {
    return this.busyCoreSeconds + (now - this.updatedAt) * this.busyCores();
  }

  /** Core-seconds that the other work has had until `now` (s, not before the last event). */
  backgroundAt(now: number): number {
    return this.backgroundCoreSeconds + (now - this.updatedAt) * this.backgroundCores();
  }

  /** Starts a job of `demand` s of CPU; the handle is valid until it completes or is stopped. */
  start(demand: number, owner: number): number {
    this.advance();
    const job = this.jobs.schedule(this.virtualTime + demand, 0, 0, owner);
    this.retime();
    return job;
  }

  /** Stops a job; returns its remaining demand in s. */
  stop(job: number): number {
    this.advance();
    const remaining = this.jobs.timeOf(job) - this.virtualTime;
    this.jobs.cancel(job);
    this.retime();
    return remaining > 0 ? remaining : 0;
  }

  /** Ends the job whose completion fired; returns its owner. */
  complete(): number {
    this.advance();
    this.timer = -1;
    this.jobs.next();
    const owner = this.jobs.arg;
    // Rounding may leave V just short of the end that was due.
    if (this.virtualTime < this.jobs.now) this.virtualTime = this.jobs.now;
    this.retime();
    return owner;
  }

  private rate(): number {
    const { size } = this.jobs;
    const runnable = size + this.background;
    if (runnable <= this.cores) return this.speed;
    const rate = (this.speed * this.cores) / runnable;
    const { knee, perJob } = this.overload;
    return size <= knee ? rate : rate / (1 + perJob * (size - knee));
  }

  private backgroundCores(): number {
    const { background } = this;
    if (background === 0) return 0;
    return Math.min(background, (this.cores * background) / (this.jobs.size + background));
  }

  private busyCores(): number {
    const { size } = this.jobs;
    return size === 0 ? 0 : Math.min(size, (this.cores * size) / (size + this.background));
  }

  private advance(): void {
    const { now } = this.events;
    if (now === this.updatedAt) return;
    this.virtualTime += (now - this.updatedAt) * this.rate();
    this.busyCoreSeconds = this.busyAt(now);
    this.backgroundCoreSeconds = this.backgroundAt(now);
    this.updatedAt = now;
  }

  private retime(): void {
    const { jobs, events } = this;
    if (jobs.size === 0) {
      if (this.timer >= 0) events.cancel(this.timer);
      this.timer = -1;
      return;
    }
    const rate = this.rate();
    const first = jobs.nextHandle;
    if (this.timer >= 0 && first === this.timedJob && rate === this.timedRate) return;
    const left = jobs.nextTime - this.virtualTime;
    const end = events.now + (left > 0 ? left / rate : 0);
    if (this.timer < 0) this.timer = events.schedule(end, RELEASE, this.code, this.arg);
    else events.reschedule(this.timer, end, RELEASE);
    this.timedJob = first;
    this.timedRate = rate;
  }
}
