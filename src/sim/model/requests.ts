import { StreamBank } from '../kernel/randomStreams.ts';
import type { Observer } from '../observe/observer.ts';
import * as codes from './eventCodes.ts';
import {
  ARRIVAL_DROPPED,
  CLIENT_TIMEOUT,
  CONNECT_TIMEOUT,
  CONNECTION_RESET,
  NO_REPLICA,
  NO_FAILURE,
  WORKER_TIMEOUT,
} from './failures.ts';
import type { Machine } from './machine.ts';
import type { Scenario } from './scenario.ts';
import { BACKGROUND_THREAD, IN_DELAY, NOWHERE, REQUEST, UNATTENDED } from './tasks.ts';
import { Users } from './users.ts';
import { createWebTier } from './web/createWebTier.ts';
import { serverKind } from './web/servers.ts';
import type { WebHost, WebTier } from './web/webTier.ts';

/** Linux gives a SYN up after six repetitions, the first after 1 s, each next one after twice as long: after 127 s (semantics D2). */
const SYN_RETRIES = 6;

/** What requests ask of the stack around them. */
export interface RequestsHost {
  /** A thread has been found for the request: Django begins with it. */
  begin(task: number): void;
  /** Django has sent the response and ends the request. */
  requestFinished(task: number): void;
  /** Takes a request of a process that is killed out of wherever it waits, its connection with it. */
  kill(task: number): void;
  /** A thread has ended and left its database connection behind. */
  threadEnded(thread: number): void;
  /** A process has ended: the connections of its threads are closed. */
  processEnded(process: number, threads: readonly number[]): void;
}

/** The life of requests between the users and the threads of the web tier: sent, accepted, answered, given up. */
export class Requests {
  private readonly machine: Machine;
  private readonly scenario: Scenario;
  private readonly observer: Observer;
  private readonly host: RequestsHost;
  readonly users: Users;
  readonly web: WebTier;
  private readonly hop: number;
  /** By replica: 1 while it is lost. */
  private readonly down: Uint8Array;
  private replicasDown = 0;
  private readonly generatorCpu: number;
  /** s after which the arbiter kills the worker of a request; 0: never (semantics D5). */
  private readonly workerTimeout: number;

  constructor(
    machine: Machine,
    scenario: Scenario,
    seed: number,
    observer: Observer,
    host: RequestsHost,
  ) {
    this.machine = machine;
    this.scenario = scenario;
    this.observer = observer;
    this.host = host;
    this.down = new Uint8Array(scenario.web.replicas);
    this.hop = scenario.web.client_hop_ms / 1000;
    this.generatorCpu = scenario.workload.generator_cpu_ms / 1000;
    this.web = createWebTier(machine, this.createHost(seed), scenario);
    this.workerTimeout = serverKind(scenario.web) === 'sync' ? scenario.web.timeout : 0;
    this.users = new Users(machine, scenario, seed, {
      issue: (user, endpoint) => this.issue(user, endpoint),
      stopped: (user) => this.userStopped(user),
      left: (user) => this.web.hangUp(user),
      dropped: () => observer.errorLogged(machine.now, ARRIVAL_DROPPED),
    });
  }

  hasToken(user: number): boolean {
    return this.users.hasToken(user);
  }

  /** The request reaches the listening socket. */
  arrive(task: number): void {
    this.machine.tasks.place[task] = NOWHERE;
    if (this.replicasDown === this.down.length) this.reset(task, NO_REPLICA);
    else this.web.arrive(task);
  }

  /** The response has been sent. */
  responded(task: number): void {
    const { tasks, now } = this.machine;
    const endedAt = now + this.hop + this.machine.conditions.clientDelay;
    if (tasks.abandoned[task] === 0 && endedAt <= this.scenario.run.run_time_s) {
      this.ended(task, endedAt, tasks.status[task]!, tasks.failure[task]!);
    } else if (tasks.abandoned[task] === 0) {
      this.unfinished(task);
    }
    this.host.requestFinished(task);
    this.leaveThread(task);
  }

  /** The client gives up; the server works on (semantics F9). */
  clientTimedOut(task: number): void {
    const { tasks, now } = this.machine;
    tasks.clientTimer[task] = -1;
    this.observer.errorLogged(now, CLIENT_TIMEOUT);
    this.ended(task, now, 0, CLIENT_TIMEOUT);
    this.web.hangUp(tasks.user[task]!);
    tasks.abandoned[task] = 1;
  }

  /** No repetition of the SYN has been answered (semantics D2). */
  connectTimedOut(task: number): void {
    this.reset(task, CONNECT_TIMEOUT);
  }

  /** gunicorn's arbiter kills a sync worker whose request takes too long (semantics D5); a new one takes its place. */
  workerTimedOut(task: number): void {
    this.machine.tasks.workerTimer[task] = -1;
    this.kill(task, WORKER_TIMEOUT);
  }

  /** Tells the observer of the requests that are still in flight. */
  end(): void {
    for (const task of this.machine.tasks.unfinished()) this.unfinished(task);
  }

  private issue(user: number, endpoint: number): void {
    const { machine } = this;
    const { tasks } = machine;
    const task = tasks.add(REQUEST);
    tasks.user[task] = user;
    tasks.endpoint[task] = endpoint;
    tasks.startedAt[task] = machine.now;
    const { client_timeout_s } = this.scenario.workload;
    if (client_timeout_s !== null) {
      tasks.clientTimer[task] = machine.after(client_timeout_s, codes.CLIENT_TIMER, task);
    }
    if (this.generatorCpu > 0) machine.compute(tasks.add(UNATTENDED), this.generatorCpu);
    tasks.place[task] = IN_DELAY;
    tasks.handle[task] = machine.after(
      this.hop + this.machine.conditions.clientDelay,
      codes.ARRIVE,
      task,
    );
  }

  /** The client sees the end of its request. */
  private ended(task: number, endedAt: number, status: number, failure: number): void {
    const { tasks, events } = this.machine;
    const endpoint = tasks.endpoint[task]!;
    const user = tasks.user[task]!;
    if (tasks.clientTimer[task]! >= 0) {
      events.cancel(tasks.clientTimer[task]!);
      tasks.clientTimer[task] = -1;
    }
    this.observer.requestEnded(endpoint, user, tasks.startedAt[task]!, endedAt, status, failure);
    this.users.requestEnded(user, endpoint, endedAt, status, failure === NO_FAILURE);
  }

  /** Locust kills the user at once: what it waited for is in no statistic, and the server works on (semantics F18). */
  private userStopped(user: number): void {
    const { tasks, events } = this.machine;
    for (const task of tasks.unfinished()) {
      if (tasks.user[task] !== user) continue;
      this.unfinished(task);
      if (tasks.clientTimer[task]! >= 0) events.cancel(tasks.clientTimer[task]!);
      tasks.clientTimer[task] = -1;
      tasks.abandoned[task] = 1;
    }
    this.web.hangUp(user);
  }

  private unfinished(task: number): void {
    const { endpoint, user, startedAt } = this.machine.tasks;
    this.observer.requestUnfinished(endpoint[task]!, user[task]!, startedAt[task]!);
  }

  /** The machine of `replica` is gone, with all that it worked on or had waiting. */
  replicaLost(replica: number): void {
    if (this.down[replica]! > 0) return;
    this.down[replica] = 1;
    this.replicasDown++;
    for (const task of this.web.lost(replica)) this.reset(task, CONNECTION_RESET);
  }

  /** The machine of `replica` is back. */
  replicaBack(replica: number): void {
    if (this.down[replica] === 0) return;
    this.down[replica] = 0;
    this.replicasDown--;
    this.web.back(replica);
  }

  /** A request that no thread has begun with ends without an answer, or with the one of the balancer. */
  private reset(task: number, failure: number): void {
    const { tasks } = this.machine;
    this.fail(task, failure);
    tasks.remove(task);
  }

  /** The client, if it is still there, sees the request fail. */
  private fail(task: number, failure: number): void {
    const { tasks, now } = this.machine;
    if (tasks.abandoned[task] === 1) return;
    this.observer.errorLogged(now, failure);
    const byBalancer = failure !== WORKER_TIMEOUT && this.down.length > 1;
    this.ended(task, now, byBalancer ? 502 : 0, failure);
  }

  private killRequests(process: number): void {
    const { tasks } = this.machine;
    // What is killed may end others, or make room for the next one of the queue: looked for anew each time.
    for (let task = tasks.servedBy(process); task >= 0; task = tasks.servedBy(process)) {
      this.kill(task, CONNECTION_RESET);
    }
    for (let task = tasks.backgroundOf(process); task >= 0; task = tasks.backgroundOf(process)) {
      this.host.kill(task);
      this.threadEnded(tasks.thread[task]!);
      if (tasks.kind[task] === BACKGROUND_THREAD) tasks.remove(task);
    }
  }

  /** The process that serves the request ends: the client sees a reset connection. */
  private kill(task: number, failure: number): void {
    const { tasks } = this.machine;
    this.host.kill(task);
    this.fail(task, failure);
    tasks.abandoned[task] = 1;
    tasks.killed[task] = 1;
    this.leaveThread(task);
  }

  private leaveThread(task: number): void {
    const { tasks, events } = this.machine;
    if (tasks.workerTimer[task]! >= 0) events.cancel(tasks.workerTimer[task]!);
    this.web.finished(task);
    if (tasks.kind[task] === REQUEST) tasks.remove(task);
  }

  /** A thread ends, and leaves its database connection behind. */
  threadEnded(thread: number): void {
    this.host.threadEnded(thread);
    this.machine.threads.giveBack(thread);
  }

  private createHost(seed: number): WebHost {
    const draws = new StreamBank(seed, 'web server', 1);
    return {
      begin: (task, thread, process, fresh) => this.begin(task, thread, process, fresh),
      threadEnded: (thread) => this.threadEnded(thread),
      processEnded: (process, ended) => {
        this.host.processEnded(process, ended);
        for (const thread of ended) this.machine.threads.giveBack(thread);
      },
      killRequests: (process) => this.killRequests(process),
      draw: (below) => draws.below(0, below),
      dropSyn: (task) => this.dropSyn(task),
    };
  }

  private begin(task: number, thread: number, process: number, fresh: boolean): void {
    const { machine } = this;
    const { tasks } = machine;
    tasks.thread[task] = thread;
    tasks.process[task] = process;
    this.host.begin(task);
    if (this.workerTimeout > 0) {
      tasks.workerTimer[task] = machine.after(this.workerTimeout, codes.WORKER_TIMER, task);
    }
    if (!fresh || !machine.python(task, this.scenario.web.thread_start_ms / 1000)) {
      machine.resumeSoon(task);
    }
  }

  private dropSyn(task: number): void {
    const { tasks } = this.machine;
    if (tasks.abandoned[task] === 1) {
      tasks.remove(task);
      return;
    }
    const retry = tasks.retries[task]!++;
    tasks.place[task] = IN_DELAY;
    const code = retry < SYN_RETRIES ? codes.ARRIVE : codes.CONNECT_TIMEOUT;
    tasks.handle[task] = this.machine.after(2 ** retry, code, task);
  }
}
