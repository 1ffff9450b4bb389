import { grownFloats, grownInts } from '../kernel/eventList.ts';
import { LineLinks } from '../stations/waitingLine.ts';

/**
 * What a task is: a request on a thread of the web tier, a login that PgBouncer or a pool makes in the background, or what
 * is left of a request whose worker was killed: a backend that goes on with its query (semantics A11).
 */
export const REQUEST = 0;
export const PGBOUNCER_LOGIN = 1;
export const POOL_LOGIN = 2;
export const ORPHANED_QUERY = 3;
/** One of the threads that compute a hash; `pc` is the task that waits for all of them. */
export const HASH_LANE = 4;
/** A thread of its own that a view has started. */
export const BACKGROUND_THREAD = 5;
/** CPU work that nobody waits for: a backend that tears itself down, a load generator. */
export const UNATTENDED = 6;
export const CELERY_TASK = 7;

/** Where a task is kept while it does not run, so that it can be taken out. */
export const NOWHERE = 0;
export const IN_DELAY = 1; // handle: event
export const ON_WEB_CPU = 2; // handle: job
export const ON_POSTGRES_CPU = 3; // handle: job
export const IN_INTERPRETER = 4; // handle: process
export const IN_PGBOUNCER_QUEUE = 5;
export const IN_POOL_QUEUE = 6;
export const IN_BACKLOG = 7;
export const ON_LANES = 8; // handle: lanes under way
export const IN_ROW_QUEUE = 9;
export const WITH_POSTMASTER = 10;

/** Tasks in flight as columns; a task is a row number, reused when it is over. */
export class Tasks {
  kind = new Int32Array(64);
  endpoint = new Int32Array(64);
  user = new Int32Array(64);
  /** Thread that serves the request; -1 while none does. */
  thread = new Int32Array(64);
  process = new Int32Array(64);
  /** PgBouncer process of the login that is under way. */
  pooler = new Int32Array(64);
  /** Next operation of the program, and the stage within it. */
  pc = new Int32Array(64);
  stage = new Int32Array(64);
  /** Stage of the connect that is under way; -1: none. */
  connecting = new Int32Array(64);
  place = new Int32Array(64);
  handle = new Int32Array(64);
  /** First failure of the view, and the status answered. */
  failure = new Int32Array(64);
  status = new Int32Array(64);
  /** The user holds a token. */
  authenticated = new Int32Array(64);
  /** Key that the request has asked a cache for. */
  cacheKey = new Int32Array(64);
  inTransaction = new Int32Array(64);
  wrote = new Int32Array(64);
  /** The client has gone; the server works on. */
  abandoned = new Int32Array(64);
  /** Its worker has been killed. */
  killed = new Int32Array(64);
  /** Timers of the client, of the worker's arbiter, and of the pool queue; -1: none. */
  clientTimer = new Int32Array(64);
  workerTimer = new Int32Array(64);
  poolTimer = new Int32Array(64);
  /** SYN retries so far. */
  retries = new Int32Array(64);
  startedAt = new Float64Array(64);
  waitingSince = new Float64Array(64);
  /** CPU s still to do under the interpreter lock. */
  remaining = new Float64Array(64);
  /** Whatever a task waits for, it stands in one line at a time. */
  readonly links = new LineLinks(64);

  /** One more than the highest row in use so far. */
  rows = 0;
  private free: number[] = [];

  add(kind: number): number {
    const task = this.free.length > 0 ? this.free.pop()! : this.append();
    this.kind[task] = kind;
    this.endpoint[task] = -1;
    this.user[task] = -1;
    this.thread[task] = -1;
    this.process[task] = -1;
    this.pooler[task] = -1;
    this.pc[task] = 0;
    this.stage[task] = 0;
    this.connecting[task] = -1;
    this.place[task] = NOWHERE;
    this.failure[task] = 0;
    this.status[task] = 0;
    this.inTransaction[task] = 0;
    this.wrote[task] = 0;
    this.abandoned[task] = 0;
    this.killed[task] = 0;
    this.clientTimer[task] = -1;
    this.workerTimer[task] = -1;
    this.poolTimer[task] = -1;
    this.retries[task] = 0;
    return task;
  }

  remove(task: number): void {
    this.endpoint[task] = -1;
    this.connecting[task] = -1;
    this.thread[task] = -1;
    this.abandoned[task] = 1;
    this.free.push(task);
  }

  /** Requests whose client still waits. */
  *unfinished(): Generator<number> {
    for (let task = 0; task < this.rows; task++) {
      if (this.isRequest(task) && this.abandoned[task] === 0) yield task;
    }
  }

  /** A request that a thread of `process` serves; -1: there is none. */
  servedBy(process: number): number {
    return this.find(process, REQUEST);
  }

  /** A thread of its own that a view has started in `process`; -1: there is none. */
  backgroundOf(process: number): number {
    return this.find(process, BACKGROUND_THREAD);
  }

  /** Threads that compute a hash for `task`. */
  lanesOf(task: number): number[] {
    const lanes: number[] = [];
    for (let lane = 0; lane < this.rows; lane++) {
      const runs = this.kind[lane] === HASH_LANE && this.place[lane] === ON_WEB_CPU;
      if (runs && this.pc[lane] === task) lanes.push(lane);
    }
    return lanes;
  }

  private find(process: number, kind: number): number {
    for (let task = 0; task < this.rows; task++) {
      const isThere = this.kind[task] === kind && this.thread[task]! >= 0;
      if (isThere && this.process[task] === process) return task;
    }
    return -1;
  }

  private isRequest(task: number): boolean {
    return this.kind[task] === REQUEST && this.endpoint[task]! >= 0;
  }

  private append(): number {
    const { length } = this.kind;
    if (this.rows === length) {
      const capacity = length * 2;
      for (const [name, column] of Object.entries(this)) {
        if (column instanceof Int32Array)
          Object.assign(this, { [name]: grownInts(column, capacity) });
        else if (column instanceof Float64Array) {
          Object.assign(this, { [name]: grownFloats(column, capacity) });
        }
      }
      this.links.grow(capacity);
    }
    return this.rows++;
  }
}
