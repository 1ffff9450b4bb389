import type { StreamBank } from '../kernel/randomStreams.ts';
import { WaitingLine } from '../stations/waitingLine.ts';
import * as codes from './eventCodes.ts';
import type { Machine } from './machine.ts';
import type { PsycopgPool as Settings } from './scenario/django.ts';
import { POOL_LOGIN } from './tasks.ts';

/** `num_workers`: how many connections a pool opens at once. */
const WORKERS = 3;
/** The first wait after a failed attempt, s; each next one is twice as long. */
const FIRST_DELAY = 1;
const DELAY_JITTER = 0.1;

interface Attempt {
  readonly isGrowth: boolean;
  /** s; 0 before the first failure. */
  delay: number;
  giveUpAt: number;
}

/**
 * Connections that a psycopg pool is opening in the background: three at a time, tried again after 1, 2, 4, ... s, give or
 * take a tenth, until `reconnect_timeout` is over (semantics C15).
 */
export class PoolAttempts {
  private readonly machine: Machine;
  private readonly settings: Settings;
  private readonly process: number;
  private readonly draws: StreamBank;
  private readonly connect: (task: number) => void;
  /** By task of kind POOL_LOGIN, which an attempt keeps while it waits, too. */
  private readonly attempts = new Map<number, Attempt>();
  private readonly queue: WaitingLine;
  private busy = 0;

  constructor(
    machine: Machine,
    settings: Settings,
    process: number,
    draws: StreamBank,
    connect: (task: number) => void,
  ) {
    this.machine = machine;
    this.settings = settings;
    this.process = process;
    this.draws = draws;
    this.connect = connect;
    this.queue = new WaitingLine(machine.tasks.links);
  }

  /** Begins to open a connection; `isGrowth` when it is one more because somebody waits. */
  add(isGrowth: boolean): void {
    const { machine, settings } = this;
    const task = machine.tasks.add(POOL_LOGIN);
    machine.tasks.process[task] = this.process;
    const giveUpAt = machine.now + settings.reconnect_timeout;
    this.attempts.set(task, { isGrowth, delay: 0, giveUpAt });
    this.again(task);
  }

  /** The attempt of `task` is to be made as soon as a worker is free. */
  again(task: number): void {
    this.queue.push(task);
    this.work();
  }

  /** The attempt of `task` has succeeded; returns whether it was one of growth. */
  succeeded(task: number): boolean {
    const { isGrowth } = this.attempts.get(task)!;
    this.forget(task);
    this.free();
    return isGrowth;
  }

  /** The attempt of `task` has failed: it is made again later, or given up. */
  failed(task: number): { readonly isGivenUp: boolean; readonly wasGrowth: boolean } {
    const { machine } = this;
    const attempt = this.attempts.get(task)!;
    const isGivenUp = machine.now >= attempt.giveUpAt;
    if (isGivenUp) {
      this.forget(task);
    } else {
      const jitter = DELAY_JITTER * (2 * this.draws.uniform(this.process) - 1);
      attempt.delay = attempt.delay === 0 ? FIRST_DELAY * (1 + jitter) : attempt.delay * 2;
      attempt.delay = Math.min(attempt.delay, attempt.giveUpAt - machine.now);
      machine.after(attempt.delay, codes.POOL_RETRY, task);
    }
    this.free();
    return { isGivenUp, wasGrowth: attempt.isGrowth };
  }

  private forget(task: number): void {
    this.attempts.delete(task);
    this.machine.tasks.remove(task);
  }

  private free(): void {
    this.busy--;
    this.work();
  }

  private work(): void {
    while (this.busy < WORKERS && this.queue.length > 0) {
      this.busy++;
      this.connect(this.queue.shift());
    }
  }
}
