import { grownFloats, grownInts } from '../kernel/eventList.ts';
import { LineLinks } from '../stations/waitingLine.ts';

/** The jobs of a run as parallel arrays; numbers of jobs that have left are used again. */
export class Jobs {
  visit: Int32Array;
  jobClass: Int32Array;
  /** Handle of the event that ends patience, or service where it may be interrupted; -1: none. */
  timer: Int32Array;
  /** Bit i: holds a server of station i. */
  held: Int32Array;
  /** Place in the trace that it comes from; -1: none. */
  traced: Int32Array;
  /** Time at which it came from outside or stopped thinking, s. */
  enteredAt: Float64Array;
  /** Time at which it came to its station; where service may be interrupted, at which it began to wait there. */
  joinedAt: Float64Array;
  /** Service that it needs at its station, s; kept only where that is asked for later. */
  demand: Float64Array;
  /** Waited so far at a station that may interrupt its service, s. */
  waited: Float64Array;
  readonly links: LineLinks;

  private readonly onGrown: () => void;
  private free: Int32Array;
  private freeCount: number;

  /** `onGrown` is called whenever there are twice as many as there was room for. */
  constructor(capacity: number, onGrown: () => void) {
    this.onGrown = onGrown;
    this.visit = new Int32Array(capacity);
    this.jobClass = new Int32Array(capacity);
    this.timer = new Int32Array(capacity).fill(-1);
    this.held = new Int32Array(capacity);
    this.traced = new Int32Array(capacity).fill(-1);
    this.enteredAt = new Float64Array(capacity);
    this.joinedAt = new Float64Array(capacity);
    this.demand = new Float64Array(capacity);
    this.waited = new Float64Array(capacity);
    this.links = new LineLinks(capacity);
    // The lowest numbers go first.
    this.free = Int32Array.from({ length: capacity }, (_, i) => capacity - 1 - i);
    this.freeCount = capacity;
  }

  take(jobClass: number): number {
    if (this.freeCount === 0) this.grow();
    const job = this.free[--this.freeCount]!;
    this.jobClass[job] = jobClass;
    return job;
  }

  give(job: number): void {
    this.free[this.freeCount++] = job;
  }

  private grow(): void {
    const before = this.visit.length;
    const capacity = before * 2;
    this.visit = grownInts(this.visit, capacity);
    this.jobClass = grownInts(this.jobClass, capacity);
    this.timer = grownInts(this.timer, capacity).fill(-1, before);
    this.held = grownInts(this.held, capacity);
    this.traced = grownInts(this.traced, capacity).fill(-1, before);
    this.enteredAt = grownFloats(this.enteredAt, capacity);
    this.joinedAt = grownFloats(this.joinedAt, capacity);
    this.demand = grownFloats(this.demand, capacity);
    this.waited = grownFloats(this.waited, capacity);
    this.links.grow(capacity);
    this.free = grownInts(this.free, capacity);
    for (let i = 0; i < before; i++) this.free[i] = capacity - 1 - i;
    this.freeCount = before;
    this.onGrown();
  }
}
