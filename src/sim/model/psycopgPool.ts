import { IntQueue } from '../kernel/intQueue.ts';
import * as codes from './eventCodes.ts';
import { NO_FAILURE, POOL_TIMEOUT, POOL_TOO_MANY_WAITING } from './failures.ts';
import type { Machine } from './machine.ts';
import type { PsycopgPool as Settings } from './scenario.ts';
import { IN_POOL_QUEUE, NOWHERE, POOL_LOGIN } from './tasks.ts';

const FIRST_RETRY_DELAY = 1;

/** What a pool asks of the stack around it. */
export interface PsycopgPoolHost {
  /** Starts a connect for a task of kind POOL_LOGIN. */
  connect(task: number): void;
  /** A waiting task has got the connection. */
  serve(task: number, connection: number): void;
  /** A waiting task gives up. */
  fail(task: number, failure: number): void;
}

/**
 * psycopg_pool inside one Django process (semantics C14, C15): waiters first come first served, growth one connection at a
 * time, refused logins retried in the background after 1, 2, 4, ... s, so that requests see a timeout, never the refusal.
 */
export class PsycopgPool {
  private readonly machine: Machine;
  private readonly settings: Settings;
  private readonly host: PsycopgPoolHost;
  private readonly process: number;
  private readonly waiting = new IntQueue();
  private readonly idle: number[] = [];
  private size = 0;
  private loginTask = -1;
  private retryTimer = -1;
  private retryDelay = FIRST_RETRY_DELAY;

  constructor(machine: Machine, settings: Settings, host: PsycopgPoolHost, process: number) {
    this.machine = machine;
    this.settings = settings;
    this.host = host;
    this.process = process;
  }

  /** Opens the connections that the pool always has. */
  open(): void {
    this.grow();
  }

  /** A connection, or `-1 - failure`, or null when the task waits. */
  take(task: number): number | null {
    const connection = this.idle.pop();
    if (connection !== undefined) return connection;
    if (this.settings.max_waiting > 0 && this.waiting.length >= this.settings.max_waiting) {
      return -1 - POOL_TOO_MANY_WAITING;
    }
    const { tasks } = this.machine;
    tasks.place[task] = IN_POOL_QUEUE;
    tasks.poolTimer[task] = this.machine.after(this.settings.timeout, codes.POOL_TIMER, task);
    this.waiting.push(task);
    this.grow();
    return null;
  }

  /** A connection comes back. */
  give(connection: number): void {
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

  /** The process ends: all connections, none of which is in use, are given up. */
  drop(): readonly number[] {
    this.size -= this.idle.length;
    return this.idle.splice(0);
  }

  /** A connection of this pool has been lost. */
  lose(): void {
    this.size--;
    this.grow();
  }

  /** The background connect is over, with a connection unless it failed. */
  loginEnded(failure: number, connection: number): void {
    this.machine.tasks.remove(this.loginTask);
    this.loginTask = -1;
    if (failure === NO_FAILURE) {
      this.retryDelay = FIRST_RETRY_DELAY;
      this.size++;
      this.give(connection);
      this.grow();
    } else {
      this.retryTimer = this.machine.after(this.retryDelay, codes.POOL_RETRY, this.process);
      this.retryDelay *= 2;
    }
  }

  retry(): void {
    this.retryTimer = -1;
    this.grow();
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

  private grow(): void {
    if (this.loginTask >= 0 || this.retryTimer >= 0) return;
    const { min_size, max_size } = this.settings;
    const wanted = this.waiting.length > 0 ? max_size : min_size;
    if (this.size >= wanted) return;
    this.loginTask = this.machine.tasks.add(POOL_LOGIN);
    this.machine.tasks.process[this.loginTask] = this.process;
    this.host.connect(this.loginTask);
  }
}
