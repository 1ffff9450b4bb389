import type { Observer } from '../observe/observer.ts';
import { Celery } from './celery.ts';
import { DatabaseAccess } from './databaseAccess.ts';
import { DatabaseRestart } from './databaseRestart.ts';
import { Demands } from './demands.ts';
import { NO_FAILURE } from './failures.ts';
import { Faults } from './faults.ts';
import { Interpreter } from './interpreter.ts';
import { Machine } from './machine.ts';
import { Orphans } from './orphans.ts';
import { Postgres } from './postgres.ts';
import { compilePrograms } from './program.ts';
import { Requests } from './requests.ts';
import type { Scenario } from './scenario.ts';
import { Statements } from './statements.ts';
import { BACKGROUND_THREAD } from './tasks.ts';
import { mostUsers } from './users.ts';

/** What the parts ask of the loop that hands them their events. */
export interface PartsHost {
  /** When `task` is next resumed, its thread begins with it. */
  begin(task: number): void;
}

/** The parts of the stack, each told of the others that it needs. */
export class Parts {
  readonly machine: Machine;
  readonly postgres: Postgres;
  readonly access: DatabaseAccess;
  readonly statements: Statements;
  readonly interpreter: Interpreter;
  readonly orphans: Orphans;
  readonly celery: Celery | null;
  readonly requests: Requests;
  readonly faults: Faults;
  /** Python CPU s to start a thread. */
  private readonly threadStart: number;

  constructor(scenario: Scenario, seed: number, observer: Observer, host: PartsHost) {
    const machine = new Machine(scenario, seed);
    this.machine = machine;
    this.threadStart = scenario.web.thread_start_ms / 1000;
    this.postgres = new Postgres(machine, scenario.postgres, (now, used) =>
      observer.slotsChanged(now, used),
    );
    const access = new DatabaseAccess(machine, this.postgres, scenario, seed, {
      run: (task) => this.interpreter.run(task),
      fail: (task, failure) => this.interpreter.fail(task, failure),
      errorLogged: (failure) => observer.errorLogged(machine.now, failure),
    });
    this.access = access;
    const { connections } = access;
    const programs = compilePrograms(scenario);
    const demands = new Demands(programs.durations, machine.tasks, seed, mostUsers(scenario.run));
    this.statements = new Statements(
      machine,
      scenario,
      seed,
      programs.queries,
      demands,
      connections,
      {
        connect: (task) => access.connect(task),
        fail: (task, failure) => this.interpreter.fail(task, failure),
        orphanEnded: (task) => this.orphans.ended(task),
      },
    );
    this.interpreter = new Interpreter(
      machine,
      scenario,
      seed,
      programs,
      demands,
      connections,
      this.statements,
      {
        connect: (task) => access.connect(task),
        hasAccount: (user) => this.requests.users.hasAccount(user),
        errorLogged: (failure) => observer.errorLogged(machine.now, failure),
        startThread: (task, pc) => this.startThread(task, pc),
        threadEnded: (task) => {
          this.requests.threadEnded(machine.tasks.thread[task]!);
          machine.tasks.remove(task);
        },
        responded: (task) => this.requests.responded(task),
        enqueue: (program, user) => this.celery!.enqueue(program, user),
        taskDone: (task) => this.celeryTaskDone(task),
      },
    );
    this.orphans = new Orphans(machine, this.postgres, access, this.interpreter, this.statements);
    this.celery =
      scenario.celery === null
        ? null
        : new Celery(machine, scenario.celery, machine.webProcesses, {
            begin: (task) => {
              host.begin(task);
              machine.resumeSoon(task);
            },
          });
    this.requests = new Requests(machine, scenario, seed, observer, {
      begin: (task) => host.begin(task),
      requestFinished: (task) => connections.requestFinished(task),
      kill: (task) => this.orphans.kill(task),
      threadEnded: (thread) => connections.threadEnded(thread),
      processEnded: (process, threads) => {
        this.interpreter.processEnded(process);
        connections.processEnded(process, threads);
      },
    });
    const restart = new DatabaseRestart(
      machine,
      this.postgres,
      access.poolers,
      connections,
      access.connector,
      this.statements,
      { loginFailed: (task, failure) => access.ended(task, failure) },
    );
    this.faults = new Faults(machine, scenario, {
      replicaLost: (replica) => this.requests.replicaLost(replica),
      replicaBack: (replica) => this.requests.replicaBack(replica),
      databaseDown: () => restart.begin(),
      databaseBack: () => restart.end(),
    });
  }

  /** The view of `parent` starts a thread of its own and does not wait for it (semantics C9). */
  private startThread(parent: number, pc: number): void {
    const { machine } = this;
    const { tasks } = machine;
    const task = tasks.add(BACKGROUND_THREAD);
    tasks.user[task] = tasks.user[parent]!;
    tasks.endpoint[task] = tasks.endpoint[parent]!;
    tasks.abandoned[task] = 1; // No client waits for it.
    tasks.process[task] = tasks.process[parent]!;
    tasks.thread[task] = machine.threads.take();
    tasks.pc[task] = pc;
    if (!machine.python(task, this.threadStart)) machine.resumeSoon(task);
  }

  private celeryTaskDone(task: number): void {
    const { tasks } = this.machine;
    const celery = this.celery!;
    const close = celery.finished(task, tasks.failure[task] !== NO_FAILURE);
    this.access.connections.taskFinished(task, close);
    tasks.remove(task);
    celery.goOn();
  }
}
