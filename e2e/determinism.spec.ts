import { fileURLToPath } from 'node:url';
import { build, type Rollup } from 'vite';
import { queueDocuments } from '../fixtures/queues/index.ts';
import { parseNetwork } from '../src/contract/queue/check.ts';
import { builtInScenario } from '../src/services/builtIns.ts';
import { type QueueAnswer, answerNetwork } from '../src/sim/lab/answer.ts';
import { withSettings } from '../src/sim/model/settings.ts';
import { simulate } from '../src/sim/simulate.ts';
import { expect, test } from './support/test.ts';

/** A part of the simulator as a script for a page that has nothing else: what it exports is in `simulator`. */
async function simulatorScript(part: string): Promise<string> {
  const entry = fileURLToPath(new URL(`../src/sim/${part}`, import.meta.url));
  const result = (await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'simulator' } },
  })) as Rollup.RollupOutput[];
  return result[0]!.output[0].code;
}

const names = ['nov8', 'nov8-pgbouncer', 'nov8-gunicorn-2x4', 'nov8-conn-max-age-0'];

test('the same seed gives the same bytes in Node and in Chromium', async ({ browser }) => {
  const page = await browser.newPage();
  await page.addScriptTag({ content: await simulatorScript('simulate.ts') });
  for (const name of names) {
    const scenario = withSettings(builtInScenario(name)!, { 'run.run_time_s': 60 });
    for (const seed of [1, 4_294_967_295]) {
      const here = JSON.stringify(simulate(scenario, seed));
      const there = await page.evaluate(
        ([document, number]) => {
          const { simulator } = globalThis as unknown as {
            simulator: { simulate: (scenario: unknown, seed: number) => unknown };
          };
          return JSON.stringify(simulator.simulate(JSON.parse(document), number));
        },
        [JSON.stringify(scenario), seed] as const,
      );
      expect(there === here, `${name}, seed ${seed}`).toBe(true);
    }
  }
  await page.close();
});

test('the same seed gives the same bytes of the laboratory in Node and in Chromium', async ({
  browser,
}) => {
  const page = await browser.newPage();
  await page.addScriptTag({ content: await simulatorScript('lab/answer.ts') });
  const last = (study: Iterator<unknown, QueueAnswer>): QueueAnswer => {
    for (;;) {
      const step = study.next();
      if (step.done === true) return step.value;
    }
  };
  for (const document of queueDocuments) {
    const network = parseNetwork(document);
    const short =
      'steady_state' in network.run
        ? { ...network, run: { steady_state: { completions: 500, warm_up: 'auto' as const } } }
        : network;
    for (const seed of [1, 4_294_967_295]) {
      const here = JSON.stringify(last(answerNetwork(short, 3, seed)));
      const there = await page.evaluate(
        ([text, number]) => {
          const { simulator } = globalThis as unknown as {
            simulator: { answerNetwork: (...order: unknown[]) => Iterator<unknown, unknown> };
          };
          const study = simulator.answerNetwork(JSON.parse(text), 3, number);
          for (;;) {
            const step = study.next();
            if (step.done === true) return JSON.stringify(step.value);
          }
        },
        [JSON.stringify(short), seed] as const,
      );
      expect(there === here, `${network.title}, seed ${seed}`).toBe(true);
    }
  }
  await page.close();
});
