import { power } from '../math/logarithm.ts';
import { StreamBank } from '../kernel/randomStreams.ts';
import type { Retry } from './scenario/workload.ts';

/** Whether and when a client tries a failed request again; every attempt is a request of its own in the statistics. */
export class Retries {
  private readonly settings: Retry;
  /** By user: attempts so far. */
  private readonly attempts: Int32Array;
  private readonly draws: StreamBank;

  constructor(settings: Retry, users: number, seed: number) {
    this.settings = settings;
    this.attempts = new Int32Array(users);
    this.draws = new StreamBank(seed, 'retries', users);
  }

  /** s until the next attempt of `user` after an answer with `status` (0: none came); -1: it gives up or has succeeded. */
  delay(user: number, status: number): number {
    const { attempts, backoff_s, factor, max_backoff_s, jitter, statuses, without_answer } =
      this.settings;
    const worthIt = status === 0 ? without_answer : statuses.includes(status);
    const attempt = ++this.attempts[user]!;
    if (!worthIt || attempt >= attempts) {
      this.attempts[user] = 0;
      return -1;
    }
    const backoff = Math.min(max_backoff_s, backoff_s * power(factor, attempt - 1));
    return jitter === 'full' ? backoff * this.draws.uniform(user) : backoff;
  }

  /** A user starts anew. */
  forget(user: number): void {
    this.attempts[user] = 0;
  }
}
