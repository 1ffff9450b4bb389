import { models } from '../models.ts';
import { labEngine } from './lab.ts';
import { simjsEngine } from './simjs.ts';
import { stackEngine } from './stack.ts';

/** What the process is asked for: a run of one of the engines below, told by its name, on a model, told by its id. */
export interface Order {
  readonly engine: string;
  readonly model: string;
  readonly jobs: number;
  readonly seed: number;
}

const engines = [labEngine, stackEngine, simjsEngine];

process.on('message', async ({ engine, model, jobs, seed }: Order) => {
  const asked = engines.find(({ name }) => name === engine)!;
  process.send!(
    await asked.run(
      models.find(({ id }) => id === model)!,
      jobs,
      seed,
    ),
  );
});
