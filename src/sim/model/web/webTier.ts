/** A web server: brings requests to threads. */
export interface WebTier {
  /** A request reaches the listening socket. */
  arrive(task: number): void;
  /** A request is over; its thread goes on to the next one, or ends. */
  finished(task: number): void;
  /** The user closes its TCP connection. */
  hangUp(user: number): void;
  /** An idle connection has been kept for as long as it may be; `process` is the first one of its replica. */
  keepaliveOver(process: number): void;
  /** A new worker is ready in the place of one that has ended. */
  workerReady(process: number): void;
  /** The `graceful_timeout` of a worker that is to end is over. */
  graceOver(process: number): void;
  /** The machine of `replica` is gone; returns the requests that no thread had begun with, which it forgets. */
  lost(replica: number): readonly number[];
  /** The machine of `replica` is back, and its workers start. */
  back(replica: number): void;
}

/** What a web server asks of the stack around it. */
export interface WebHost {
  /** A thread begins with a request; `fresh` threads pay for their start. */
  begin(task: number, thread: number, process: number, fresh: boolean): void;
  /** A thread has ended and left its database connection behind; its number may be used again. */
  threadEnded(thread: number): void;
  /** A process has ended with all its threads; their database connections are closed. */
  processEnded(process: number, threads: readonly number[]): void;
  /** Ends the requests that a process still works on: their clients see a reset connection. */
  killRequests(process: number): void;
  /** A random integer in 0..below-1, from the server's own stream. */
  draw(below: number): number;
  /** The connection attempt is dropped by a full backlog: the client's kernel tries again. */
  dropSyn(task: number): void;
}
