import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../contract/errors.ts';

/** A program to be started, with its full environment. */
export interface Program {
  /** What it is called in sentences, and its log. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** PostgreSQL and PgBouncer refuse to run as root. */
  readonly neverAsRoot?: boolean;
  /** For `taskset`; null: all cores. */
  readonly cores?: string | null;
  /** Where its standard output goes; its log, if absent. */
  readonly outputFile?: string;
  /** How it is asked to end at once. */
  readonly stopSignal?: NodeJS.Signals;
}

/** A program that runs, or has. */
export interface Running {
  readonly program: Program;
  readonly pid: number;
  /** Its exit code, once it has ended; 128 or more when a signal ended it. */
  readonly ended: Promise<number>;
  type(text: string): void;
  endInput(): void;
}

/** ms that a program may take to end before it is killed. */
const STOP_PATIENCE = 10_000;
/** ms that a program may take to start. */
const START_PATIENCE = 60_000;
/** Lines of a log that an error quotes. */
const QUOTED = 5;

interface Started extends Running {
  readonly child: ChildProcess;
}

/**
 * The programs of one run: all that were started end with `stop`, and with this process, whatever becomes of it. Each has a
 * process group of its own, so that an interrupt of the terminal reaches none of them before it is their turn.
 */
export class Processes {
  private readonly started: Started[] = [];
  private readonly logFolder: string;
  private readonly unprivilegedUser: string | null;
  private isStopping = false;

  /** `unprivilegedUser` runs what must not run as root; null: we are not root. */
  constructor(logFolder: string, unprivilegedUser: string | null) {
    this.logFolder = logFolder;
    this.unprivilegedUser = unprivilegedUser;
    mkdirSync(logFolder, { recursive: true });
  }

  /** Throws `AppError('cancelled')` while the others are being stopped. */
  start(program: Program): Running {
    if (this.isStopping) throw new AppError('cancelled', 'the rig is being stopped');
    const log = openSync(this.logOf(program), 'a');
    const output =
      program.outputFile === undefined
        ? log
        : openSync(join(program.folder, program.outputFile), 'a');
    const user = program.neverAsRoot === true ? this.unprivilegedUser : null;
    const child = spawn(
      '/usr/bin/setpriv',
      [
        ...(user === null ? [] : ['--reuid', user, '--regid', user, '--clear-groups']),
        ...['--pdeathsig', 'TERM', '--'],
        ...(typeof program.cores !== 'string'
          ? []
          : ['/usr/bin/taskset', '--cpu-list', program.cores]),
        program.command,
        ...program.args,
      ],
      {
        cwd: program.folder,
        env: program.env,
        detached: true,
        stdio: ['pipe', output, log],
      },
    );
    closeSync(log);
    if (output !== log) closeSync(output);
    // Whoever reads no input may close it.
    child.stdin!.on('error', () => {});
    const ended = new Promise<number>((resolve) => {
      child.once('error', () => resolve(127));
      child.once('exit', (code) => resolve(code ?? 128));
    });
    const running: Started = {
      program,
      child,
      pid: child.pid ?? 0,
      ended,
      type: (text) => void child.stdin!.write(text),
      endInput: () => void child.stdin!.end(),
    };
    this.started.push(running);
    return running;
  }

  /** Runs a program to its end. Throws `AppError('internal')` with the end of its log when it fails. */
  async run(program: Program, input = ''): Promise<void> {
    const running = this.start(program);
    running.type(input);
    running.endInput();
    if ((await running.ended) !== 0) throw this.failure(running, 'failed');
  }

  /**
   * Waits until `isUp`, asked again and again. Throws `AppError('internal')` when the program ends before, or after a
   * minute.
   */
  async untilUp(running: Running, isUp: () => Promise<boolean>): Promise<void> {
    let hasEnded = false;
    void running.ended.then(() => (hasEnded = true));
    const giveUpAt = Date.now() + START_PATIENCE;
    while (!(await isUp())) {
      if (hasEnded) throw this.failure(running, 'ended too early');
      if (Date.now() > giveUpAt) throw this.failure(running, 'does not answer after a minute');
      await sleep(100);
    }
  }

  /** As `untilUp`, until the log of the program has `text`. */
  untilItSays(running: Running, text: string): Promise<void> {
    return this.untilUp(running, async () => this.readLog(running.program).includes(text));
  }

  /** Rejects when a program ends, which it should not. */
  async untilItEnds(running: Running): Promise<never> {
    await running.ended;
    throw this.failure(running, 'ended too early');
  }

  failure({ program }: Running, what: string): AppError {
    const log = this.readLog(program).trim();
    const end = log.split('\n').slice(-QUOTED).join('\n');
    const message = `${program.name} ${what}${end === '' ? '' : `; its log ends with\n${end}`}`;
    return new AppError('internal', message);
  }

  /** Ends all programs, the last one first, and returns when none is left. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const running of this.started.toReversed()) {
      const { child, program, ended, pid } = running;
      if (child.exitCode === null && child.signalCode === null) {
        child.stdin!.end();
        child.kill(program.stopSignal ?? 'SIGTERM');
        await Promise.race([ended, sleep(STOP_PATIENCE, undefined, { ref: false })]);
      }
      // Children that outlived it, or itself.
      killGroup(pid);
      await ended;
    }
  }

  private readLog(program: Program): string {
    return readFileSync(this.logOf(program), 'utf8');
  }

  private logOf({ name }: Program): string {
    return join(this.logFolder, `${name.replaceAll(' ', '-')}.log`);
  }
}

function killGroup(pid: number): void {
  try {
    if (pid > 0) process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Rejects with the reason of the signal once it fires. */
export async function untilAborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason as Error;
}
