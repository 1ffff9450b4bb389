import { Caches } from './caches.ts';
import { LOCKED_OUT, NO_FAILURE, THROTTLED } from './failures.ts';
import { Lockout } from './lockout.ts';
import type { Machine } from './machine.ts';
import * as program from './program.ts';
import type { Scenario } from './scenario.ts';
import type { Cached } from './scenario/endpoints.ts';
import { Throttles } from './throttles.ts';
import { mostUsers } from './users.ts';

/** What becomes of a task that has asked. */
export const WAITS = 0;
export const GOES_ON = 1;
export const FAILED = 2;

/**
 * What Django asks before and instead of the view's own work: throttles, lockouts and the cache. With Redis each question
 * costs Python and a round trip (semantics E8), and Redis may be down.
 */
export class Gates {
  private readonly machine: Machine;
  private readonly redis: Scenario['redis'];
  private readonly throttles: Throttles;
  private readonly lockout: Lockout;
  private readonly caches: Caches;

  constructor(machine: Machine, scenario: Scenario, seed: number, caches: readonly Cached[]) {
    this.machine = machine;
    this.redis = scenario.redis;
    this.throttles = new Throttles(scenario, machine.locks.length);
    this.lockout = new Lockout(scenario);
    this.caches = new Caches(caches, scenario.redis !== null, mostUsers(scenario.run), seed);
  }

  /** Takes the task as far as it gets in operation `op` of its program, which may send it to `target`. */
  run(task: number, op: number, operand: number, target: number): number {
    switch (op) {
      case program.OP_THROTTLE:
        return this.throttle(task, operand, target);
      case program.OP_CACHE_GET:
        return this.read(task, operand, target);
      case program.OP_CACHE_SET:
        return this.store(task, operand);
      case program.OP_LOCKOUT:
        this.lockedOut(task, target);
        return GOES_ON;
      default:
        this.loginFailed(task, target);
        return GOES_ON;
    }
  }

  processEnded(process: number): void {
    this.caches.processEnded(process);
  }

  /** Throttle `index`: one read and one write of the cache (semantics C26); a refusal goes to `refused`. */
  private throttle(task: number, index: number, refused: number): number {
    const asked = this.ask(task, 2);
    if (asked !== GOES_ON) return asked;
    const { tasks, now } = this.machine;
    const known = tasks.authenticated[task] === 1;
    if (this.throttles.refuses(index, tasks.user[task]!, known, tasks.process[task]!, now)) {
      this.turnAway(task, THROTTLED, refused);
    }
    return GOES_ON;
  }

  /** A login that is about to begin; a refusal goes to `refused`. */
  private lockedOut(task: number, refused: number): void {
    const { tasks, now } = this.machine;
    if (this.lockout.isLocked(tasks.user[task]!, now)) this.turnAway(task, LOCKED_OUT, refused);
  }

  /** A login has failed; the one that makes the limit full is locked out already. */
  private loginFailed(task: number, refused: number): void {
    const { tasks, now } = this.machine;
    this.lockout.failed(tasks.user[task]!, now);
    this.lockedOut(task, refused);
  }

  /** Reads cache `index`: past the steps that would compute the answer when it is there. */
  private read(task: number, index: number, hit: number): number {
    const { tasks, now } = this.machine;
    const asked = this.ask(task, 1);
    if (asked !== GOES_ON) return asked;
    const user = tasks.user[task]!;
    const key = this.caches.key(index, user);
    tasks.cacheKey[task] = key;
    if (!this.isDown() && this.caches.has(index, key, tasks.process[task]!, user, now)) {
      tasks.pc[task] = hit - 3;
    }
    return GOES_ON;
  }

  /** Stores what has been computed. */
  private store(task: number, index: number): number {
    const asked = this.ask(task, 1);
    if (asked !== GOES_ON) return asked;
    const { tasks, now } = this.machine;
    if (!this.isDown()) {
      this.caches.store(index, tasks.cacheKey[task]!, tasks.process[task]!, now);
    }
    return GOES_ON;
  }

  /** Stages of an operation: Python of the client, the round trip, done. */
  private ask(task: number, operations: number): number {
    if (this.redis === null) return GOES_ON;
    const { tasks } = this.machine;
    const { python_ms, round_trip_ms, ignore_exceptions } = this.redis;
    if (tasks.stage[task] === 0) {
      tasks.stage[task] = 1;
      if (this.machine.python(task, (operations * python_ms) / 1000)) return WAITS;
    }
    if (this.isDown()) return ignore_exceptions ? GOES_ON : FAILED;
    if (tasks.stage[task] === 1) {
      tasks.stage[task] = 2;
      if (this.machine.delay(task, (operations * round_trip_ms) / 1000)) return WAITS;
    }
    return GOES_ON;
  }

  private isDown(): boolean {
    return this.redis !== null && this.machine.conditions.redisOutages > 0;
  }

  /** To where the endpoint answers a refusal: the interpreter goes on after this operation. */
  private turnAway(task: number, failure: number, refused: number): void {
    const { tasks } = this.machine;
    if (tasks.failure[task] === NO_FAILURE) tasks.failure[task] = failure;
    tasks.pc[task] = refused - 3;
  }
}
