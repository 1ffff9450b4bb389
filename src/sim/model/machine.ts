import { exp } from '../math/logarithm.ts';
import { ACQUIRE, EventList } from '../kernel/eventList.ts';
import { StreamBank } from '../kernel/randomStreams.ts';
import { normalQuantile } from '../stats/normal.ts';
import { InterpreterLock } from '../stations/interpreterLock.ts';
import { ProcessorSharing } from '../stations/processorSharing.ts';
import { Conditions } from './conditions.ts';
import * as codes from './eventCodes.ts';
import type { Scenario } from './scenario.ts';
import { isGevent, processesOf } from './web/servers.ts';
import {
  HASH_LANE,
  IN_DELAY,
  IN_INTERPRETER,
  NOWHERE,
  ON_LANES,
  ON_POSTGRES_CPU,
  ON_WEB_CPU,
  WITH_POSTMASTER,
  Tasks,
} from './tasks.ts';
import { ThreadNumbers } from './threadNumbers.ts';

/**
 * What everything runs on: the calendar, the tasks, the threads, the cores and the interpreter locks. The verbs put a task
 * somewhere and return true; with nothing to wait for they return false and the task goes on at once.
 */
export class Machine {
  readonly events = new EventList(256);
  readonly tasks = new Tasks();
  readonly threads = new ThreadNumbers();
  /** By replica of the web tier. */
  readonly webCpus: readonly ProcessorSharing[];
  readonly postgresCpu: ProcessorSharing;
  /** By process: those of the web tier, replica by replica, then the children of Celery. */
  readonly locks: readonly InterpreterLock[];
  readonly webProcesses: number;
  readonly conditions: Conditions;
  /** One process that serves one connection after the other. */
  private readonly postmaster: InterpreterLock;

  /** CPU work that a core of this run's machine does per s; 1 on average. */
  readonly speed: number;
  /** Cores by process. */
  private readonly cpus: readonly ProcessorSharing[];
  private readonly coresPerReplica: number;
  /** Workers that are one thread of the operating system compute one thing at a time, hashes included (semantics D7). */
  private readonly singleThreaded: boolean;

  constructor(scenario: Scenario, seed: number) {
    const { events, tasks } = this;
    const { web, postgres, celery } = scenario;
    this.conditions = new Conditions(Object.keys(scenario.externals).length);
    this.speed = exp(web.cpu_speed_sigma * speedDraw(seed));
    const perReplica = processesOf(web);
    this.webProcesses = web.replicas * perReplica;
    this.coresPerReplica = web.cpu_cores;
    this.singleThreaded = isGevent(web);
    this.webCpus = Array.from(
      { length: web.replicas },
      (_, replica) =>
        new ProcessorSharing(
          events,
          web.cpu_cores,
          codes.WEB_CPU,
          replica,
          this.speed,
          undefined,
          web.background_cores,
        ),
    );
    this.postgresCpu =
      postgres.cpu_cores === null
        ? this.webCpus[0]!
        : new ProcessorSharing(events, postgres.cpu_cores, codes.POSTGRES_CPU, 0, this.speed, {
            knee: postgres.active_knee ?? 2 * postgres.cpu_cores,
            perJob: postgres.loss_past_knee,
          });
    this.cpus = [
      ...this.webCpus.flatMap((cpu) => Array.from({ length: perReplica }, () => cpu)),
      ...this.celeryCpus(celery),
    ];
    this.locks = this.cpus.map(
      (cpu, process) =>
        new InterpreterLock(
          events,
          cpu,
          // Greenlets hand over of their own accord only.
          this.isOneThread(process) ? Infinity : web.switch_interval_ms / 1000,
          codes.SWITCH_THREAD,
          process,
          tasks,
        ),
    );
    this.postmaster = new InterpreterLock(
      events,
      this.postgresCpu,
      Infinity,
      codes.SWITCH_THREAD,
      this.locks.length,
      tasks,
    );
  }

  /** A job of a lock is done: that of the process `-1 - owner`, or of the postmaster. Returns the task. */
  lockedJobDone(owner: number): number {
    return (this.locks[-1 - owner] ?? this.postmaster).complete();
  }

  get now(): number {
    return this.events.now;
  }

  /** Core-seconds for which the web machines have been busy until `now` (s, not before the last event). */
  webBusyAt(now: number): number {
    return this.webCpus.reduce((sum, cpu) => sum + cpu.busyAt(now), 0);
  }

  /** A job on the cores of Celery's machine is done; returns its owner. */
  celeryJobDone(): number {
    return this.cpus[this.webProcesses]!.complete();
  }

  /** Schedules an event `seconds` from now. */
  after(seconds: number, code: number, arg: number): number {
    return this.events.schedule(this.events.now + seconds, ACQUIRE, code, arg);
  }

  /** `task` waits for `seconds` without needing anything. */
  delay(task: number, seconds: number): boolean {
    if (seconds <= 0) return false;
    this.tasks.place[task] = IN_DELAY;
    this.tasks.handle[task] = this.after(seconds, codes.RESUME, task);
    return true;
  }

  /** `task` goes on at this very time, after the events that are due already. */
  resumeSoon(task: number): void {
    this.tasks.place[task] = IN_DELAY;
    this.tasks.handle[task] = this.after(0, codes.RESUME, task);
  }

  /** `task` needs `seconds` of a core of the web machine, without the interpreter lock. */
  compute(task: number, seconds: number): boolean {
    const process = this.tasks.process[task]!;
    if (this.isOneThread(process)) return this.python(task, seconds);
    return this.startJob(task, seconds, this.cpuOf(process), ON_WEB_CPU);
  }

  /** `task` waits for `lanes` threads that share the work of `seconds` of a core evenly (Argon2, semantics C20). */
  computeInLanes(task: number, seconds: number, lanes: number): boolean {
    if (lanes === 1 || seconds <= 0) return this.compute(task, seconds);
    const { tasks } = this;
    // The one thread of the process stands still meanwhile (semantics D7); as if it had cores to itself.
    if (this.isOneThread(tasks.process[task]!)) {
      return this.compute(task, seconds / Math.min(lanes, this.coresPerReplica));
    }
    tasks.place[task] = ON_LANES;
    tasks.handle[task] = lanes;
    for (let i = 0; i < lanes; i++) {
      const lane = tasks.add(HASH_LANE);
      tasks.process[lane] = tasks.process[task]!;
      tasks.pc[lane] = task;
      this.compute(lane, seconds / lanes);
    }
    return true;
  }

  /** A lane is done; true when it was the last one of its task, which `tasks.pc[lane]` names. */
  laneEnded(lane: number): boolean {
    this.tasks.remove(lane);
    return --this.tasks.handle[this.tasks.pc[lane]!]! === 0;
  }

  /** `task` needs `seconds` of a core of the database machine. */
  computeInPostgres(task: number, seconds: number): boolean {
    return this.startJob(task, seconds, this.postgresCpu, ON_POSTGRES_CPU);
  }

  /** `task` waits for the postmaster, and for `seconds` of its CPU. */
  fork(task: number, seconds: number): boolean {
    if (seconds <= 0) return false;
    this.tasks.place[task] = WITH_POSTMASTER;
    this.postmaster.acquire(task, seconds);
    return true;
  }

  /** `task` runs Python for `seconds` in its process. */
  python(task: number, seconds: number): boolean {
    if (seconds <= 0) return false;
    const process = this.tasks.process[task]!;
    this.tasks.place[task] = IN_INTERPRETER;
    this.tasks.handle[task] = process;
    this.locks[process]!.acquire(task, seconds);
    return true;
  }

  /** Takes a task out of wherever this machine keeps it. */
  takeOut(task: number): void {
    const handle = this.tasks.handle[task]!;
    switch (this.tasks.place[task]) {
      case IN_DELAY:
        this.events.cancel(handle);
        break;
      case ON_WEB_CPU:
        this.cpuOf(this.tasks.process[task]!).stop(handle);
        break;
      case ON_POSTGRES_CPU:
        this.postgresCpu.stop(handle);
        break;
      case ON_LANES:
        for (const lane of this.tasks.lanesOf(task)) {
          this.takeOut(lane);
          this.tasks.remove(lane);
        }
        break;
      case WITH_POSTMASTER:
        this.postmaster.abandon(task);
        break;
      case IN_INTERPRETER:
        this.locks[handle]!.abandon(task);
        break;
      default:
    }
    this.tasks.place[task] = NOWHERE;
  }

  /** Cores for the children of Celery, by child. */
  private celeryCpus(celery: Scenario['celery']): ProcessorSharing[] {
    if (celery === null) return [];
    const cpu =
      celery.cpu_cores === null
        ? this.webCpus[0]!
        : new ProcessorSharing(this.events, celery.cpu_cores, codes.CELERY_CPU, 0, this.speed);
    return Array.from({ length: celery.workers * celery.concurrency }, () => cpu);
  }

  private isOneThread(process: number): boolean {
    return this.singleThreaded && process >= 0 && process < this.webProcesses;
  }

  /** The cores that a process has; what is in no process runs on those of the first web machine. */
  private cpuOf(process: number): ProcessorSharing {
    return process < 0 ? this.webCpus[0]! : this.cpus[process]!;
  }

  private startJob(task: number, seconds: number, cpu: ProcessorSharing, place: number): boolean {
    if (seconds <= 0) return false;
    this.tasks.place[task] = place;
    this.tasks.handle[task] = cpu.start(seconds, task);
    return true;
  }
}

/** What the speed of the machine of the run with this seed comes from: a standard normal variate, 0 on average. */
export function speedDraw(seed: number): number {
  return normalQuantile(new StreamBank(seed, 'machine speed', 1).uniform(0));
}
