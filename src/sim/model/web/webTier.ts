/** A web server: brings requests to threads. */
export interface WebTier {
  /** Python processes, each with its own interpreter lock. */
  readonly processes: number;
  /** A request reaches the listening socket. */
  arrive(task: number): void;
  /** A request is over; its thread goes on to the next one, or ends. */
  finished(task: number): void;
  /** The client's TCP connection is gone. */
  hangUp(user: number): void;
}

/** What a web server asks of the stack around it. */
export interface WebHost {
  /** A thread begins with a request; `fresh` threads pay for their start. */
  begin(task: number, thread: number, process: number, fresh: boolean): void;
  /** A thread has ended, its database connection with it or leaked. */
  threadEnded(thread: number, process: number): void;
  /** A random integer in 0..below-1, from the server's own stream. */
  draw(below: number): number;
  /** The connection attempt is dropped by a full backlog: the client's kernel tries again. */
  dropSyn(task: number): void;
}
