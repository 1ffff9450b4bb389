import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { BenchModel } from '../models.ts';
import type { Engine, EngineRun } from './engine.ts';
import type { Order } from './engineProcess.ts';

/**
 * Runs engines that are written in JavaScript in processes of their own, one for each engine and model, as those in other languages
 * are anyway: V8 compiles code for what it has seen, and would compile what it saw of one model into the next one.
 */
export class Apart {
  private readonly processes = new Map<string, ChildProcess>();

  /** `engine`, one of those that `engineProcess.ts` knows, in other processes. Its runs reject when they throw there. */
  apart(engine: Engine): Engine {
    return { ...engine, run: (model, jobs, seed) => this.run(engine.name, model, jobs, seed) };
  }

  close(): void {
    for (const child of this.processes.values()) child.kill();
  }

  private async run(
    engine: string,
    model: BenchModel,
    jobs: number,
    seed: number,
  ): Promise<EngineRun | null> {
    const child = this.processOf(`${engine} ${model.id}`);
    const order: Order = { engine, model: model.id, jobs, seed };
    child.send(order);
    const [answer] = await Promise.race([
      once(child, 'message') as Promise<[EngineRun | null]>,
      once(child, 'exit').then(([code]) => {
        throw new Error(`${engine} ended with exit code ${code} in ${model.id}`);
      }),
    ]);
    return answer;
  }

  private processOf(key: string): ChildProcess {
    const existing = this.processes.get(key);
    if (existing !== undefined) return existing;
    const child = fork(path.join(import.meta.dirname, 'engineProcess.ts'));
    this.processes.set(key, child);
    return child;
  }
}
