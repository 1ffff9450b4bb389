import { unitExponential } from '../math/unitExponential.ts';
import { StreamBank } from '../kernel/randomStreams.ts';
import { Arrivals } from './arrivals.ts';
import * as codes from './eventCodes.ts';
import type { Machine } from './machine.ts';
import type { Scenario } from './scenario.ts';
import type { Endpoint } from './scenario/endpoints.ts';
import type { Run } from './scenario/run.ts';
import type { StepCondition, WaitTime } from './scenario/workload.ts';
import { Population } from './population.ts';
import { Retries } from './retries.ts';
import { spawnOrder } from './spawning.ts';
import { type CompiledClass, compileClasses, type Step } from './userClasses.ts';

const FAILED = 0;
const OK = 1;

/** What users do to the system. */
export interface UsersHost {
  /** The user sends a request; when it has ended, `requestEnded` is called. */
  issue(user: number, endpoint: number): void;
  /** The user is gone, whatever it waited for, and its TCP connection with it. */
  stopped(user: number): void;
  /** The journey of a user is over, and its TCP connection with it. */
  left(user: number): void;
  /** Somebody who arrived found no free user. */
  dropped(): void;
}

/** The largest number of users at any time of a run. */
export function mostUsers(run: Run): number {
  return Math.max(run.users, ...run.stages.map((stage) => stage.users));
}

/**
 * Locust's users (semantics F1-F9): on_start once and without waits, then task, wait, task, ... The first task comes right
 * after on_start. A step whose condition does not hold is passed over without a request.
 */
export class Users {
  private readonly population: Population | null;
  private readonly arrivals: Arrivals | null;
  private readonly retries: Retries | null;
  /** 1 while the user holds a token. */
  private readonly token: Int32Array;
  /** 1 once the user has registered. */
  private readonly account: Int32Array;
  private readonly previous: Int32Array;
  /** Next step of on_start. */
  private readonly position: Int32Array;
  /** 1 once on_start is over: a request that ends is followed by a wait. */
  private readonly inTasks: Int32Array;
  private readonly taskStartedAt: Float64Array;
  /** Tasks begun so far. */
  private readonly tasksBegun: Int32Array;
  /** Endpoint that is to be tried again; -1: none. */
  private readonly again: Int32Array;
  /** Event of the end of the wait; -1: the user does not wait. */
  private readonly waking: Int32Array;
  private readonly endpoints: readonly Endpoint[];
  private readonly classOf: Int32Array;
  private readonly classes: readonly CompiledClass[];
  private readonly waits: StreamBank;
  private readonly choices: StreamBank;
  private readonly machine: Machine;
  private readonly host: UsersHost;

  constructor(machine: Machine, scenario: Scenario, seed: number, host: UsersHost) {
    this.machine = machine;
    this.host = host;
    const count = mostUsers(scenario.run);
    this.endpoints = Object.values(scenario.endpoints);
    const { user_classes, arrivals, retry } = scenario.workload;
    this.classes = compileClasses(scenario);
    this.classOf = spawnOrder(user_classes, count);
    this.token = new Int32Array(count);
    this.account = new Int32Array(count);
    this.previous = new Int32Array(count);
    this.position = new Int32Array(count);
    this.inTasks = new Int32Array(count);
    this.taskStartedAt = new Float64Array(count);
    this.tasksBegun = new Int32Array(count);
    this.again = new Int32Array(count).fill(-1);
    this.waking = new Int32Array(count).fill(-1);
    this.waits = new StreamBank(seed, 'wait time', count);
    this.choices = new StreamBank(seed, 'task choice', count);
    this.retries = retry === null ? null : new Retries(retry, count, seed);
    this.population =
      arrivals === null
        ? new Population(machine, scenario.run, this.classOf, seed, {
            start: (user) => this.start(user),
            stop: (user) => this.stop(user),
          })
        : null;
    this.arrivals =
      arrivals === null
        ? null
        : new Arrivals(
            machine,
            arrivals,
            count,
            user_classes.map(({ weight }) => weight),
            seed,
            {
              start: (user, userClass) => {
                this.classOf[user] = userClass;
                this.start(user);
              },
              dropped: () => host.dropped(),
            },
          );
  }

  /** A stage of the load shape begins. */
  enterStage(stage: number): void {
    this.population!.enter(stage);
  }

  /** The next burst of users starts or stops. */
  dispatch(): void {
    this.population!.dispatch();
  }

  /** A stage of the arrivals begins. */
  enterArrivalStage(stage: number): void {
    this.arrivals!.enter(stage);
  }

  /** Somebody arrives. */
  arrive(): void {
    this.arrivals!.arrive();
  }

  hasToken(user: number): boolean {
    return this.token[user] === 1;
  }

  hasAccount(user: number): boolean {
    return this.account[user] === 1;
  }

  /** The user's wait is over. */
  wake(user: number): void {
    this.waking[user] = -1;
    const again = this.again[user]!;
    if (again >= 0) {
      this.again[user] = -1;
      this.host.issue(user, again);
    } else {
      this.proceed(user);
    }
  }

  private start(user: number): void {
    this.token[user] = 0;
    this.account[user] = 0;
    this.previous[user] = OK;
    this.position[user] = 0;
    this.inTasks[user] = 0;
    this.tasksBegun[user] = 0;
    this.again[user] = -1;
    this.retries?.forget(user);
    // Locust paces the first task from the start of its user, on_start included (semantics F4).
    this.taskStartedAt[user] = this.machine.now;
    this.proceed(user);
  }

  private stop(user: number): void {
    if (this.waking[user]! >= 0) this.machine.events.cancel(this.waking[user]!);
    this.waking[user] = -1;
    this.host.stopped(user);
  }

  private proceed(user: number): void {
    const userClass = this.classes[this.classOf[user]!]!;
    while (this.position[user]! < userClass.onStart.length) {
      const step = userClass.onStart[this.position[user]!++]!;
      if (this.holds(step.when, user)) {
        this.host.issue(user, step.endpoint);
        return;
      }
    }
    if (this.isOver(user, userClass)) {
      this.host.left(user);
      this.arrivals!.left(user);
    }
    if (this.isOver(user, userClass) || userClass.tasks.length === 0) return;
    if (this.inTasks[user] === 1) this.taskStartedAt[user] = this.machine.now;
    this.inTasks[user] = 1;
    const task = this.pick(userClass, user);
    this.tasksBegun[user]!++;
    if (this.holds(task.when, user)) this.host.issue(user, task.endpoint);
    else this.wait(user, userClass, this.machine.now);
  }

  /** The request of `user` to `endpoint` ended at `endedAt` (s, now or a network hop later), with `status` (0: no answer). */
  requestEnded(user: number, endpoint: number, endedAt: number, status: number, ok: boolean): void {
    const delay = this.retries === null ? -1 : this.retries.delay(user, status);
    if (delay >= 0) {
      this.again[user] = endpoint;
      this.wakeAt(user, endedAt + delay);
      return;
    }
    this.previous[user] = ok ? OK : FAILED;
    const { grants_token, grants_account } = this.endpoints[endpoint]!;
    if (ok && grants_token) this.token[user] = 1;
    if (ok && grants_account) this.account[user] = 1;
    const userClass = this.classes[this.classOf[user]!]!;
    if (this.inTasks[user] === 1) this.wait(user, userClass, endedAt);
    else this.wakeAt(user, endedAt);
  }

  /** Whether the journey of a user who has arrived by itself is over. */
  private isOver(user: number, { journey }: CompiledClass): boolean {
    return this.arrivals !== null && this.tasksBegun[user]! >= journey;
  }

  private wait(user: number, userClass: CompiledClass, from: number): void {
    const pause = this.isOver(user, userClass) ? 0 : this.waitTime(user, userClass.waitTime, from);
    this.wakeAt(user, from + pause);
  }

  private wakeAt(user: number, time: number): void {
    this.waking[user] = this.machine.after(time - this.machine.now, codes.WAKE, user);
  }

  private waitTime(user: number, wait: WaitTime, from: number): number {
    if ('between' in wait) {
      const [low, high] = wait.between;
      return low + this.waits.uniform(user) * (high - low);
    }
    if ('exponential' in wait) return unitExponential(this.waits.bits(user)) * wait.exponential;
    if ('constant' in wait) return wait.constant;
    const pace = 'constant_pacing' in wait ? wait.constant_pacing : 1 / wait.constant_throughput;
    return Math.max(0, pace - (from - this.taskStartedAt[user]!));
  }

  private pick(userClass: CompiledClass, user: number): Step {
    const { tasks, cumulated, sequential } = userClass;
    if (tasks.length === 1) return tasks[0]!;
    if (sequential) return tasks[this.tasksBegun[user]! % tasks.length]!;
    const at = this.choices.uniform(user) * cumulated[cumulated.length - 1]!;
    return tasks[cumulated.findIndex((sum) => at < sum)]!;
  }

  private holds(when: StepCondition, user: number): boolean {
    switch (when) {
      case 'always':
        return true;
      case 'previous_ok':
        return this.previous[user] === OK;
      case 'previous_failed':
        return this.previous[user] === FAILED;
      case 'has_token':
        return this.hasToken(user);
    }
  }
}
