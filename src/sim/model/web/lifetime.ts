import type { Web } from '../scenario/web.ts';

/**
 * How many more requests each worker takes before it is replaced: `max_requests` and up to `max_requests_jitter` more
 * (semantics D6).
 */
export class Lifetime {
  private readonly left: Float64Array;
  private readonly web: Web;
  private readonly draw: (below: number) => number;

  constructor(web: Web, draw: (below: number) => number) {
    this.web = web;
    this.draw = draw;
    this.left = Float64Array.from({ length: web.workers }, () => this.whole());
  }

  /** Worker `worker` has served a request; true when it was its last one. */
  served(worker: number): boolean {
    return --this.left[worker]! === 0;
  }

  /** A new worker in the place of `worker`. */
  begin(worker: number): void {
    this.left[worker] = this.whole();
  }

  private whole(): number {
    const { max_requests, max_requests_jitter } = this.web;
    if (max_requests === 0) return Infinity;
    return max_requests + (max_requests_jitter === 0 ? 0 : this.draw(max_requests_jitter + 1));
  }
}
