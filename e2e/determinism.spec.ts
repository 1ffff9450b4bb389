import { fileURLToPath } from 'node:url';
import { build, type Rollup } from 'vite';
import { builtInScenario } from '../src/services/builtIns.ts';
import { withSettings } from '../src/sim/model/settings.ts';
import { simulate } from '../src/sim/simulate.ts';
import { expect, test } from './support/test.ts';

/** The simulator as a script for a page that has nothing else. */
async function simulatorScript(): Promise<string> {
  const entry = fileURLToPath(new URL('../src/sim/simulate.ts', import.meta.url));
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
  await page.addScriptTag({ content: await simulatorScript() });
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
