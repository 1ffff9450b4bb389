import type { StreamBank } from '../kernel/randomStreams.ts';
import { WaitingLine } from '../stations/waitingLine.ts';
import * as codes from './eventCodes.ts';
import { NO_FAILURE, POOL_TIMEOUT, POOL_TOO_MANY_WAITING } from './failures.ts';
import type { Machine } from './machine.ts';
import { PoolAttempts } from './poolAttempts.ts';
import type { PsycopgPool as Settings } from './scenario/django.ts';
import { IN_POOL_QUEUE, NOWHERE } from './tasks.ts';

/** Lifetimes are up to this share shorter, so that connections do not end all at once (semantics C15). */
const LIFETIME_JITTER = 0.05;

/** What a pool asks of the stack around it. */
export interface PsycopgPoolHost {
  /** Starts a connect for a task of kind POOL_LOGIN. */
  connect(task: number): void;
  /** A waiting task has got the connection. */
  serve(task: number, connection: number): void;
  /** A waiting task gives up. */
  fail(task: number, failure: number): void;
  /** The pool closes a connection. */
  close(connection: number): void;
}

/**
 * psycopg_pool inside one Django process (semantics C14, C15): waiters first come first served, growth one connection at a
 * time, refused logins retried in the background, so that requests see a timeout, never the refusal.
 */
export class PsycopgPool {
  private readonly machine: Machine;
  private readonly settings: Settings;
  private readonly host: PsycopgPoolHost;
  private readonly process: number;
  private readonly draws: StreamBank;
  private readonly attempts: PoolAttempts;
  private readonly waiting: WaitingLine;
  /** The one that has been idle for longest comes first, and is taken first. */
  private readonly idle: number[] = [];
  /** By connection: when its lifetime is over, s. */
  private readonly expiresAt: number[] = [];
  /** Connections, those that are being opened included. */
  private size = 0;
  /** Whether a connection is being opened because somebody waits. */
  private growing = false;
  /** Fewest idle connections since the last look for unused ones. */
  private fewestIdle = 0;

  /** `draws` has a stream for each process. */
  constructor(
    machine: Machine,
    settings: Settings,
    host: PsycopgPoolHost,
    process: number,
    draws: StreamBank,
  ) {
    this.machine = machine;
    this.settings = settings;
    this.host = host;
    this.process = process;
    this.draws = draws;
    this.waiting = new WaitingLine(machine.tasks.links);
    this.attempts = new PoolAttempts(machine, settings, process, draws, (task) =>
      host.connect(task),
    );
    if (settings.max_size > settings.min_size) this.planShrink();
  }

  /** Opens the connections that the pool always has. */
  open(): void {
    while (this.size < this.settings.min_size) {
      this.size++;
      this.attempts.add(false);
    }
  }

  /** A connection, or `-1 - failure`, or null when the task waits. */
  take(task: number): number | null {
    const connection = this.idle.shift();
    if (connection !== undefined) {
      if (this.idle.length < this.fewestIdle) this.fewestIdle = this.idle.length;
      return connection;
    }
    if (this.settings.max_waiting > 0 && this.waiting.length >= this.settings.max_waiting) {
      return -1 - POOL_TOO_MANY_WAITING;
    }
    const { tasks } = this.machine;
    tasks.place[task] = IN_POOL_QUEUE;
    tasks.poolTimer[task] = this.machine.after(this.settings.timeout, codes.POOL_TIMER, task);
    this.waiting.push(task);
    if (!this.growing && this.size < this.settings.max_size) {
      this.growing = true;
      this.size++;
      this.attempts.add(true);
    }
    return null;
  }

  /** A connection comes back; one whose lifetime is over is replaced in the background. */
  give(connection: number): void {
    if (this.machine.now >= this.expiresAt[connection]!) {
      this.host.close(connection);
      this.attempts.add(false);
      return;
    }
    this.lend(connection);
  }

  /** The process ends: all connections, none of which is in use, are given up. */
  drop(): readonly number[] {
    this.size -= this.idle.length;
    return this.idle.splice(0);
  }

  /** A connection of this pool has been lost: another one is opened in the background. */
  lose(): void {
    this.attempts.add(false);
  }

  /** The connect of `task` is over, with a connection unless it failed. */
  loginEnded(task: number, failure: number, connection: number): void {
    if (failure !== NO_FAILURE) {
      const attempt = this.attempts.failed(task);
      if (attempt.isGivenUp) this.size--;
      if (attempt.isGivenUp && attempt.wasGrowth) this.growing = false;
      return;
    }
    const wasGrowth = this.attempts.succeeded(task);
    const { max_lifetime } = this.settings;
    const jitter = LIFETIME_JITTER * this.draws.uniform(this.process);
    this.expiresAt[connection] =
      max_lifetime === 0 ? Infinity : this.machine.now + max_lifetime * (1 - jitter);
    this.lend(connection);
    if (!wasGrowth) return;
    this.growing = this.waiting.length > 0 && this.size < this.settings.max_size;
    if (this.growing) {
      this.size++;
      this.attempts.add(true);
    }
  }

  /** The wait before the next attempt of `task` is over. */
  retry(task: number): void {
    this.attempts.again(task);
  }

  /** Every `max_idle` s: one connection that nobody has needed since the last time is closed. */
  shrink(): void {
    if (this.size > this.settings.min_size && this.fewestIdle > 0) {
      this.size--;
      this.host.close(this.idle.shift()!);
    }
    this.fewestIdle = this.idle.length;
    this.planShrink();
  }

  /** A task has waited for `timeout`. */
  timedOut(task: number): void {
    this.machine.tasks.poolTimer[task] = -1;
    this.machine.tasks.place[task] = NOWHERE;
    this.waiting.remove(task);
    this.host.fail(task, POOL_TIMEOUT);
  }

  abandon(task: number): void {
    this.machine.events.cancel(this.machine.tasks.poolTimer[task]!);
    this.machine.tasks.poolTimer[task] = -1;
    this.waiting.remove(task);
  }

  private lend(connection: number): void {
    if (this.waiting.length === 0) {
      this.idle.push(connection);
      return;
    }
    const task = this.waiting.shift();
    const { tasks, events } = this.machine;
    tasks.place[task] = NOWHERE;
    events.cancel(tasks.poolTimer[task]!);
    tasks.poolTimer[task] = -1;
    this.host.serve(task, connection);
  }

  private planShrink(): void {
    const { max_idle } = this.settings;
    if (max_idle > 0) this.machine.after(max_idle, codes.POOL_SHRINK, this.process);
  }
}
