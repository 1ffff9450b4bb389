import { RELEASE } from '../../kernel/eventList.ts';
import { WaitingLine } from '../../stations/waitingLine.ts';
import * as codes from '../eventCodes.ts';
import type { Machine } from '../machine.ts';
import type { Web } from '../scenario/web.ts';
import { IN_BACKLOG, NOWHERE } from '../tasks.ts';
import { KeptConnections } from './keptConnections.ts';
import { Lifetime } from './lifetime.ts';
import type { WebHost, WebTier } from './webTier.ts';

/** What a worker does with the requests that it has accepted. */
export interface Worker {
  /** A request arrives on a connection of `user`. */
  enter(task: number, user: number): void;
  /** A request is over; `open` tells whether the connection of `user` stays open. */
  leave(task: number, user: number, open: boolean): void;
  /** The idle connection of `user` is closed. */
  closed(user: number): void;
  /** All its threads, which are gone with the process. */
  end(): readonly number[];
  /** The requests that wait for a thread, which it forgets. */
  waiting(): readonly number[];
}

const RUNNING = 0;
/** Takes nothing new and waits for what is under way (semantics D6). */
const DRAINING = 1;
const BOOTING = 2;

/**
 * Workers that share one listening socket and keep connections alive: gunicorn's gthread and gevent, and uvicorn. Whichever
 * worker wakes first accepts a connection and keeps it while it is alive (semantics D4); with `worker_connections` open,
 * idle ones included, it accepts no more, and the rest waits in the backlog.
 */
export class Workers implements WebTier {
  private readonly machine: Machine;
  private readonly host: WebHost;
  private readonly web: Web;
  private readonly keepAlive: boolean;
  private readonly firstProcess: number;
  private readonly workers: readonly Worker[];
  private readonly limit: number;
  private readonly kept: KeptConnections;
  private readonly lifetime: Lifetime;
  private readonly backlog: WaitingLine;
  private readonly backlogSize: number;
  // By worker.
  private readonly state: Int32Array;
  private readonly connections: Int32Array;
  private readonly inside: Int32Array;
  /** Event of the end of its grace, or of its start; -1: none. */
  private readonly timer: Int32Array;
  private keepaliveTimer = -1;

  /** `limit`: connections that one worker accepts. `create` makes the worker of a process. */
  constructor(
    machine: Machine,
    host: WebHost,
    web: Web,
    options: {
      readonly keepAlive: boolean;
      readonly users: number;
      readonly firstProcess: number;
      readonly limit: number;
      readonly create: (process: number) => Worker;
    },
  ) {
    this.machine = machine;
    this.host = host;
    this.web = web;
    this.keepAlive = options.keepAlive;
    this.firstProcess = options.firstProcess;
    this.limit = options.limit;
    this.backlog = new WaitingLine(machine.tasks.links);
    this.backlogSize = Math.min(web.backlog, web.somaxconn);
    this.kept = new KeptConnections(options.users, web.keepalive);
    this.lifetime = new Lifetime(web, (below) => host.draw(below));
    this.workers = Array.from({ length: web.workers }, (_, worker) =>
      options.create(options.firstProcess + worker),
    );
    this.state = new Int32Array(web.workers);
    this.connections = new Int32Array(web.workers);
    this.inside = new Int32Array(web.workers);
    this.timer = new Int32Array(web.workers).fill(-1);
  }

  arrive(task: number): void {
    this.closeExpired();
    const kept = this.kept.take(this.machine.tasks.user[task]!);
    if (kept >= 0) {
      this.enter(task, kept);
      return;
    }
    const worker = this.accepting();
    if (worker >= 0) {
      this.accept(task, worker);
    } else if (this.backlog.length < this.backlogSize) {
      this.machine.tasks.place[task] = IN_BACKLOG;
      this.backlog.push(task);
      this.watchKept();
    } else {
      this.host.dropSyn(task);
    }
  }

  finished(task: number): void {
    const { tasks, now } = this.machine;
    const worker = tasks.process[task]! - this.firstProcess;
    const user = tasks.user[task]!;
    if (this.lifetime.served(worker) && this.state[worker] === RUNNING) this.drain(worker);
    this.inside[worker]!--;
    const open = this.keepAlive && tasks.abandoned[task] === 0 && this.state[worker] === RUNNING;
    this.workers[worker]!.leave(task, user, open);
    if (open) {
      this.kept.keep(user, worker, now);
      this.watchKept();
    } else {
      this.connections[worker]!--;
      this.admit(worker);
    }
    if (this.state[worker] === DRAINING && this.inside[worker] === 0) this.end(worker);
  }

  hangUp(user: number): void {
    const worker = this.kept.take(user);
    if (worker < 0) return;
    this.connections[worker]!--;
    this.workers[worker]!.closed(user);
    this.admit(worker);
  }

  keepaliveOver(): void {
    this.keepaliveTimer = -1;
    this.closeExpired();
    this.watchKept();
  }

  workerReady(process: number): void {
    const worker = process - this.firstProcess;
    this.timer[worker] = -1;
    this.state[worker] = RUNNING;
    this.lifetime.begin(worker);
    this.admit(worker);
  }

  graceOver(process: number): void {
    const worker = process - this.firstProcess;
    this.timer[worker] = -1;
    this.host.killRequests(process);
  }

  lost(): readonly number[] {
    this.state.fill(BOOTING);
    const waiting = this.backlog.drain();
    for (let w = 0; w < this.workers.length; w++) {
      for (const user of this.kept.heldBy(w)) this.hangUp(user);
      const queued = this.workers[w]!.waiting();
      waiting.push(...queued);
      this.inside[w]! -= queued.length;
      this.connections[w]! -= queued.length;
      this.host.killRequests(this.firstProcess + w);
      this.close(w);
    }
    return waiting;
  }

  back(): void {
    for (let w = 0; w < this.workers.length; w++) this.boot(w);
  }

  /** A worker that takes a connection, by chance the one or the other; -1: none does. */
  private accepting(): number {
    let open = 0;
    for (let w = 0; w < this.workers.length; w++) if (this.isOpen(w)) open++;
    if (open === 0) return -1;
    let nth = open === 1 ? 0 : this.host.draw(open);
    let w = 0;
    for (; ; w++) if (this.isOpen(w) && nth-- === 0) return w;
  }

  private isOpen(worker: number): boolean {
    return this.state[worker] === RUNNING && this.connections[worker]! < this.limit;
  }

  private accept(task: number, worker: number): void {
    this.connections[worker]!++;
    this.enter(task, worker);
  }

  private enter(task: number, worker: number): void {
    this.inside[worker]!++;
    this.workers[worker]!.enter(task, this.machine.tasks.user[task]!);
  }

  private admit(worker: number): void {
    while (this.backlog.length > 0 && this.isOpen(worker)) {
      const next = this.backlog.shift();
      this.machine.tasks.place[next] = NOWHERE;
      this.accept(next, worker);
    }
  }

  private closeExpired(): void {
    const { now } = this.machine;
    for (let user = this.kept.expired(now); user >= 0; user = this.kept.expired(now)) {
      this.hangUp(user);
    }
  }

  /** While somebody waits in the backlog, the end of an idle connection lets the next one in. */
  private watchKept(): void {
    if (this.backlog.length === 0 || this.keepaliveTimer >= 0) return;
    const { nextEnd } = this.kept;
    if (nextEnd === Infinity) return;
    this.keepaliveTimer = this.machine.events.schedule(
      nextEnd,
      RELEASE,
      codes.KEEPALIVE_OVER,
      this.firstProcess,
    );
  }

  private drain(worker: number): void {
    this.state[worker] = DRAINING;
    for (const user of this.kept.heldBy(worker)) this.hangUp(user);
    this.timer[worker] = this.machine.after(
      this.web.graceful_timeout,
      codes.GRACE_OVER,
      this.firstProcess + worker,
    );
  }

  private end(worker: number): void {
    this.close(worker);
    this.boot(worker);
  }

  /** The process is gone. */
  private close(worker: number): void {
    if (this.timer[worker]! >= 0) this.machine.events.cancel(this.timer[worker]!);
    this.timer[worker] = -1;
    this.state[worker] = BOOTING;
    this.host.processEnded(this.firstProcess + worker, this.workers[worker]!.end());
  }

  private boot(worker: number): void {
    this.timer[worker] = this.machine.after(
      this.web.worker_boot_s,
      codes.WORKER_READY,
      this.firstProcess + worker,
    );
  }
}
