/** What the model tells of itself. Times in s from the first spawn; an observer never changes the run. */
export interface Observer {
  /**
   * A request that its client saw end. `endpoint` counts in the order of the scenario; `status` is the HTTP status, 0 when
   * there was no answer; `failure` is 0 or a number of `model/failures`.
   */
  requestEnded(
    endpoint: number,
    user: number,
    startedAt: number,
    endedAt: number,
    status: number,
    failure: number,
  ): void;
  /** A request was still in flight when the run ended (semantics F18). */
  requestUnfinished(endpoint: number, user: number, startedAt: number): void;
  /** The application met an error, whether or not a request failed by it (semantics C18). */
  errorLogged(time: number, failure: number): void;
  /** The number of PostgreSQL slots taken changed. */
  slotsChanged(time: number, used: number): void;
}
