import { StreamBank } from '../kernel/randomStreams.ts';

/** Python looks at its middle generation once in so many collections of the youngest (`gc.get_threshold()`: 700, 10, 10). */
const YOUNG_PER_MIDDLE = 11;

/** The first requests of a process load code and data that stay: a collection comes within so many. */
const FIRST_REQUESTS = 6;

/**
 * Python's cyclic garbage collector, as far as database connections of ended threads go: nobody else closes them (semantics
 * C9, C10, M6). What is in use while it runs moves to an older generation, which is looked at more rarely; the oldest is not
 * looked at within a run, since a full collection waits until a quarter of all objects is new to it.
 */
export class GarbageCollector {
  private readonly perRequest: number;
  private readonly perFailure: number;
  private readonly close: (connection: number, process: number) => void;
  // By connection.
  private readonly owner: number[] = [];
  private readonly generation: number[] = [];
  private readonly leaked: boolean[] = [];
  private readonly draws: StreamBank;
  /** By thread: collections of its process when its request began. */
  private readonly seen: number[] = [];
  // By process: objects since the last collection, as a share of those that make the next one due, and collections.
  private readonly objects: number[] = [];
  private readonly collections: number[] = [];

  /** Requests, or requests with a database error, from one collection to the next; `close` closes what is garbage. */
  constructor(
    requestsPerGc: number,
    failuresPerGc: number,
    seed: number,
    close: (connection: number, process: number) => void,
  ) {
    this.draws = new StreamBank(seed, 'garbage collector', 1);
    this.perRequest = 1 / requestsPerGc;
    this.perFailure = 1 / failuresPerGc;
    this.close = close;
  }

  /** `thread` has a new connection; Django's side of it has been there since before the request connected. */
  opened(connection: number, thread: number, process: number): void {
    this.owner[connection] = process;
    const now = this.collections[process] ?? -1;
    this.generation[connection] = (this.seen[thread] ?? now) === now ? 0 : 1;
    this.leaked[connection] = false;
    this.collectIfDue(process);
  }

  /** The thread of the connection has ended. */
  leak(connection: number): void {
    this.leaked[connection] = true;
  }

  /** A request begins on `thread`: most of what it leaves is made now. */
  requestStarted(thread: number, process: number): void {
    this.seen[thread] = this.collections[process] ?? -1;
    this.allocate(process, this.perRequest);
  }

  /** A request has ended, its thread not yet; `failed`: by an error of the database, whose traceback keeps frames. */
  requestFinished(process: number, failed: boolean): void {
    if (failed) this.allocate(process, Math.max(0, this.perFailure - this.perRequest));
    this.collectIfDue(process);
  }

  /** `process` ends, and with it what it has leaked. */
  processEnded(process: number): void {
    delete this.objects[process];
    delete this.collections[process];
    this.sweep(process, Infinity);
  }

  private allocate(process: number, objects: number): void {
    const before = this.objects[process] ?? Math.max(0, 1 - FIRST_REQUESTS * this.perRequest);
    this.objects[process] = before + objects;
  }

  private collectIfDue(process: number): void {
    if ((this.objects[process] ?? 0) <= 1 - 1e-9) return;
    this.objects[process] = 0;
    this.collect(process);
  }

  private collect(process: number): void {
    // Start-up has collected before, nobody knows how often.
    const collections = (this.collections[process] ?? this.draws.below(0, YOUNG_PER_MIDDLE)) + 1;
    this.collections[process] = collections;
    this.sweep(process, collections % YOUNG_PER_MIDDLE === 0 ? 1 : 0);
  }

  private sweep(process: number, upTo: number): void {
    const { owner, generation, leaked } = this;
    for (let connection = 0; connection < owner.length; connection++) {
      if (owner[connection] !== process || generation[connection]! > upTo) continue;
      if (leaked[connection]) {
        leaked[connection] = false;
        owner[connection] = -1;
        this.close(connection, process);
      } else {
        generation[connection] = upTo + 1;
      }
    }
  }
}
