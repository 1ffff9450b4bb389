import { StreamBank } from '../kernel/randomStreams.ts';
import { type Connections, NONE } from './connections.ts';
import { EXTERNAL_FAILED, FUNCTIONAL, NO_FAILURE, REDIS_DOWN } from './failures.ts';
import { FAILED, Gates, WAITS } from './gates.ts';
import type { Demands } from './demands.ts';
import type { Machine } from './machine.ts';
import { PasswordCheck, RIGHT, RIGHT_BUT_OUTDATED } from './passwordCheck.ts';
import type { HashCost } from './passwordHash.ts';
import * as program from './program.ts';
import type { Scenario } from './scenario.ts';
import type { Endpoint } from './scenario/endpoints.ts';
import type { External } from './scenario/externals.ts';
import type { Statements } from './statements.ts';
import { BACKGROUND_THREAD } from './tasks.ts';
import { mostUsers } from './users.ts';

/** What the interpreter asks of the stack around it. */
export interface InterpreterHost {
  /** The task's thread needs a connection: true when the task waits for it or has failed meanwhile, false when it is there. */
  connect(task: number): boolean;
  /** Whether the user has registered. */
  hasAccount(user: number): boolean;
  /** An error reached the application's log. */
  errorLogged(failure: number): void;
  /** The view starts a thread of its own, whose program begins at `pc`. */
  startThread(task: number, pc: number): void;
  /** A thread that a view has started is done. */
  threadEnded(task: number): void;
  /** The response has been sent. */
  responded(task: number): void;
  /** Hands a Celery task to the broker. */
  enqueue(program: number, user: number): void;
  /** A Celery task is done. */
  taskDone(task: number): void;
}

/** kombu tries to reach a broker three times again, after 0, 0.2 and 0.4 s, before `delay()` raises (semantics E6). */
const BROKER_RETRIES_S = 0.6;

// Stages of a password check: hashed anew, or checked with an outcome.
const REHASHED = 1;
const CHECKED = 2;

/** Runs the step programs of requests: takes each task from one wait to the next. */
export class Interpreter {
  /** CPU s of password hashes begun so far. */
  hashSeconds = 0;
  private readonly machine: Machine;
  private readonly programs: program.Programs;
  private readonly connections: Connections;
  private readonly statements: Statements;
  private readonly host: InterpreterHost;
  private readonly endpoints: readonly Endpoint[];
  private readonly externals: readonly External[];
  private readonly externalLatency: readonly number[];
  private readonly demands: Demands;
  private readonly externalDraws: StreamBank;
  private readonly outcomes: StreamBank;
  private readonly passwords: PasswordCheck;
  private readonly gates: Gates;
  private readonly enqueuePython: number;
  private readonly brokerRoundTrip: number;

  constructor(
    machine: Machine,
    scenario: Scenario,
    seed: number,
    programs: program.Programs,
    demands: Demands,
    connections: Connections,
    statements: Statements,
    host: InterpreterHost,
  ) {
    this.machine = machine;
    this.connections = connections;
    this.statements = statements;
    this.host = host;
    this.programs = programs;
    this.endpoints = Object.values(scenario.endpoints);
    this.externals = Object.values(scenario.externals);
    this.externalLatency = this.externals.map((external) =>
      this.programs.durations.add(external.latency),
    );
    const users = mostUsers(scenario.run);
    this.demands = demands;
    this.externalDraws = new StreamBank(seed, 'external call', users);
    this.outcomes = new StreamBank(seed, 'functional outcome', users);
    this.passwords = new PasswordCheck(scenario, seed);
    this.enqueuePython = (scenario.celery?.enqueue_python_ms ?? 0) / 1000;
    this.brokerRoundTrip = (scenario.celery?.broker_round_trip_ms ?? 0) / 1000;
    this.gates = new Gates(machine, scenario, seed, programs.caches);
  }

  /** Puts a request at the start of its program; without the token that it needs it is turned away. */
  load(task: number, hasToken: boolean): void {
    const { tasks } = this.machine;
    const endpoint = tasks.endpoint[task]!;
    const turnedAway = this.programs.turnedAway[endpoint]!;
    tasks.pc[task] = turnedAway >= 0 && !hasToken ? turnedAway : this.programs.entry[endpoint]!;
    tasks.stage[task] = 0;
    tasks.authenticated[task] = hasToken ? 1 : 0;
  }

  /** A process ends, and what its cache knew with it. */
  processEnded(process: number): void {
    this.gates.processEnded(process);
  }

  /** A query of `task` has failed: to the error page, or past the middleware that swallows it. */
  fail(task: number, failure: number): void {
    const { tasks } = this.machine;
    this.host.errorLogged(failure);
    const { ops, errorPage, unavailable } = this.programs;
    const pc = tasks.pc[task]!;
    const swallowedAt =
      ops[pc] === program.OP_QUERY || ops[pc] === program.OP_BEGIN
        ? ops[pc + 2]!
        : program.TO_ERROR_PAGE;
    if (tasks.kind[task] === BACKGROUND_THREAD) {
      tasks.pc[task] = this.programs.threadEnd;
    } else if (swallowedAt === program.TO_ERROR_PAGE) {
      if (tasks.failure[task] === NO_FAILURE) tasks.failure[task] = failure;
      const wayOut = failure === EXTERNAL_FAILED ? unavailable : errorPage;
      tasks.pc[task] = wayOut[tasks.endpoint[task]!]!;
    } else {
      tasks.pc[task] = swallowedAt;
    }
    tasks.stage[task] = 0;
    this.statements.rollBack(task);
    this.run(task);
  }

  /** Runs `task` until it waits or has responded. */
  run(task: number): void {
    const { tasks } = this.machine;
    const { ops } = this.programs;
    for (;;) {
      const pc = tasks.pc[task]!;
      const operand = ops[pc + 1]!;
      let waits: boolean;
      switch (ops[pc]) {
        case program.OP_PYTHON:
          waits =
            tasks.stage[task]!++ === 0 &&
            this.machine.python(task, this.demands.sample(task, operand));
          break;
        case program.OP_HASH:
          waits = tasks.stage[task]!++ === 0 && this.hash(task, this.passwords.preferred, operand);
          break;
        case program.OP_CHECK_PASSWORD:
          if (this.checkPassword(task, operand)) return;
          continue;
        case program.OP_ACCOUNT:
          if (!this.host.hasAccount(tasks.user[task]!)) {
            tasks.pc[task] = ops[pc + 2]!;
            continue;
          }
          waits = false;
          break;
        case program.OP_EXTERNAL:
          if (this.callExternal(task, operand, ops[pc + 2] === 1)) return;
          waits = false;
          break;
        case program.OP_THROTTLE:
        case program.OP_LOCKOUT:
        case program.OP_LOGIN_FAILED:
        case program.OP_CACHE_GET:
        case program.OP_CACHE_SET: {
          const passed = this.gates.run(task, ops[pc]!, operand, ops[pc + 2]!);
          if (passed === WAITS) return;
          if (passed === FAILED) {
            this.fail(task, REDIS_DOWN);
            return;
          }
          waits = false;
          break;
        }
        case program.OP_QUERY:
          waits = this.statements.run(task, operand);
          break;
        case program.OP_BEGIN:
          if (this.connections.of(task) === NONE && this.host.connect(task)) return;
          tasks.inTransaction[task] = 1;
          tasks.wrote[task] = 0;
          waits = false;
          break;
        case program.OP_COMMIT:
          waits = this.statements.commit(task);
          break;
        case program.OP_BACKGROUND:
          this.host.startThread(task, operand);
          waits = false;
          break;
        case program.OP_THREAD_END:
          this.host.threadEnded(task);
          return;
        case program.OP_ENQUEUE:
          if (this.enqueue(task, operand)) return;
          waits = false;
          break;
        case program.OP_TASK_DONE:
          this.host.taskDone(task);
          return;
        case program.OP_VIEW_DONE:
          this.decideStatus(task, operand);
          waits = false;
          break;
        default:
          this.host.responded(task);
          return;
      }
      if (waits) return;
      tasks.pc[task]! += 3;
      tasks.stage[task] = 0;
    }
  }

  /** Whether a backend is in the middle of a statement of `task`. */
  isExecuting(task: number): boolean {
    const op = this.programs.ops[this.machine.tasks.pc[task]!];
    return op === program.OP_QUERY && this.statements.isExecuting(task);
  }

  /** Takes a statement whose client is gone on; true when it goes on, false when it is done. */
  finishStatement(task: number): boolean {
    return this.statements.finish(task, this.programs.ops[this.machine.tasks.pc[task]! + 1]!);
  }

  /** A call to another service: a pure wait that holds the thread (semantics E3). True when the task waits or has failed. */
  private callExternal(task: number, index: number, inTask: boolean): boolean {
    const { machine } = this;
    const { tasks } = machine;
    const external = this.externals[index]!;
    switch (tasks.stage[task]!++) {
      case 0:
        if (machine.python(task, external.python_ms / 1000)) return true;
        tasks.stage[task] = 1;
      // falls through
      case 1: {
        tasks.stage[task] = 2;
        if (external.mode === 'offloaded' && !inTask) return false;
        const user = tasks.user[task]!;
        const cached = this.externalDraws.uniform(user) < external.cache_hit_ratio;
        const latency =
          machine.conditions.externalFactor[index]! *
          this.programs.durations.sample(this.externalLatency[index]!, this.externalDraws, user);
        if (cached) return false;
        tasks.stage[task] = latency > external.timeout_s ? 3 : 2;
        if (machine.delay(task, Math.min(latency, external.timeout_s))) return true;
        return false;
      }
      case 2:
        return false;
      default:
        if (external.fail_open) return false;
        this.fail(task, EXTERNAL_FAILED);
        return true;
    }
  }

  /** `delay()` of Celery (semantics E5, E6): Python, then the answer of the broker. True when the task waits or has failed. */
  private enqueue(task: number, index: number): boolean {
    const { machine } = this;
    const { tasks } = machine;
    switch (tasks.stage[task]!++) {
      case 0:
        if (machine.python(task, this.enqueuePython)) return true;
        tasks.stage[task] = 1;
      // falls through
      case 1:
        tasks.stage[task] = 2;
        if (machine.conditions.redisOutages > 0) {
          tasks.stage[task] = 3;
          return machine.delay(task, BROKER_RETRIES_S);
        }
        if (machine.delay(task, this.brokerRoundTrip)) return true;
      // falls through
      case 2:
        this.host.enqueue(index, tasks.user[task]!);
        return false;
      default:
        this.fail(task, REDIS_DOWN);
        return true;
    }
  }

  /** Password hashing needs a core, but not the interpreter lock (semantics C21). */
  private hash(task: number, { seconds, lanes }: HashCost, hashes = 1): boolean {
    this.hashSeconds += hashes * seconds;
    return this.machine.computeInLanes(task, hashes * seconds, lanes);
  }

  /** A login's password; then past the UPDATE, to the UPDATE, or out. True while the task waits. */
  private checkPassword(task: number, index: number): boolean {
    const { tasks } = this.machine;
    const { check, refused } = this.programs.checks[index]!;
    const user = tasks.user[task]!;
    if (tasks.stage[task] === 0) {
      const outcome = this.passwords.outcome(user, check);
      tasks.stage[task] = CHECKED + outcome;
      const cost = this.passwords.cost(user, outcome, check);
      if (cost !== null && this.hash(task, cost)) return true;
    }
    const outcome = tasks.stage[task]! - CHECKED;
    if (outcome === RIGHT_BUT_OUTDATED) {
      tasks.stage[task] = REHASHED;
      if (this.hash(task, this.passwords.preferred)) return true;
    }
    if (tasks.stage[task] === REHASHED) {
      this.passwords.upgrade(user);
      tasks.pc[task]! += 3;
    } else {
      tasks.pc[task] = outcome === RIGHT ? tasks.pc[task]! + 6 : refused;
    }
    tasks.stage[task] = 0;
    return false;
  }

  private decideStatus(task: number, status: number): void {
    const { tasks } = this.machine;
    const { functional_failure, success_status } = this.endpoints[tasks.endpoint[task]!]!;
    tasks.status[task] = status;
    if (
      functional_failure !== null &&
      status === success_status &&
      this.outcomes.uniform(tasks.user[task]!) < functional_failure.share
    ) {
      tasks.status[task] = functional_failure.status;
    }
    // Locust judges by the status alone (semantics F7).
    if (tasks.status[task]! < 400) tasks.failure[task] = NO_FAILURE;
    else if (tasks.failure[task] === NO_FAILURE) tasks.failure[task] = FUNCTIONAL;
  }
}
