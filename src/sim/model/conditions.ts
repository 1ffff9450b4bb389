/** What faults on the timeline change while they last. */
export class Conditions {
  /** Redis is down while there are any. */
  redisOutages = 0;
  /** By external: factor of its latency. */
  readonly externalFactor: Float64Array;
  /** Added to each way between users and web servers, and to each round trip to the database, s. */
  clientDelay = 0;
  databaseDelay = 0;

  constructor(externals: number) {
    this.externalFactor = new Float64Array(externals).fill(1);
  }
}
