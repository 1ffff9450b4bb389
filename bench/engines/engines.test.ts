import { expect, test } from 'vitest';
import { models } from '../models.ts';
import { labEngine } from './lab.ts';
import { simjsEngine } from './simjs.ts';
import { stackEngine } from './stack.ts';

const cases = models.flatMap((model) =>
  [labEngine, stackEngine, simjsEngine].map((engine) => ({
    id: model.id,
    name: engine.name,
    engine,
    model,
  })),
);

test.each(cases)('$name means the same $id as the exact value', async ({ engine, model }) => {
  const run = await engine.run(model, 30_000, 7);
  if (run === null) {
    expect(engine).toBe(stackEngine);
    return;
  }
  const { mean, standardError } = run.response;
  expect(run.events).toBeGreaterThan(run.jobs * model.eventsPerJob * 0.99);
  expect(Math.abs(mean - model.exactMeanResponse)).toBeLessThan(4.5 * standardError);
  expect(standardError).toBeLessThan(0.15 * model.exactMeanResponse);
});
