import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Scenario } from '../sim/model/scenario.ts';
import { locustArguments } from './configuration/locust.ts';
import type { Site } from './configuration/site.ts';
import { pythonEnvironment } from './configuration/web.ts';
import type { Programs } from './packages.ts';
import type { Processes } from './processes.ts';
import { watchOtherWork } from './otherWork.ts';
import { activityHeader, sampleBackends } from './sampling.ts';
import type { Stack } from './stack.ts';

/** Backends by state, once per second, in the folder of the site. */
export const BACKENDS_FILE = 'backends.csv';

/**
 * Runs the users of the scenario to the end, and looks at backends and pools each second. Returns how many cores other work
 * used meanwhile. Throws `AppError('internal')` when Locust fails or a part of the stack ends before.
 */
export async function runLoad(
  scenario: Scenario,
  programs: Programs,
  site: Site,
  stack: Stack,
  processes: Processes,
  onProgress: (progress: number) => void,
): Promise<number> {
  const backendsFile = join(site.folder, BACKENDS_FILE);
  writeFileSync(backendsFile, activityHeader);
  const locust = processes.start({
    name: 'Locust',
    command: programs.python,
    args: locustArguments(scenario, site),
    folder: site.rigFolder,
    env: pythonEnvironment(scenario, site),
    stopSignal: 'SIGINT',
  });
  const ends = stack.parts.map((part) => processes.untilItEnds(part));
  await Promise.race([processes.untilItSays(locust, 'the load begins'), ...ends]);

  const otherCores = watchOtherWork([process.pid]);
  const begun = performance.now();
  const releaseAt = scenario.postgres.slots_released_at_s ?? Infinity;
  const look = (): void => {
    const seconds = (performance.now() - begun) / 1000;
    sampleBackends(backendsFile, stack.postmaster.pid);
    stack.console?.type('SHOW POOLS;\n');
    if (seconds >= releaseAt) stack.releaseSlots();
    onProgress(Math.min(1, seconds / scenario.run.run_time_s));
  };
  const looking = setInterval(look, 1000);
  try {
    const code = await Promise.race([locust.ended, ...ends]);
    if (code !== 0) throw processes.failure(locust, 'failed');
    return otherCores();
  } finally {
    clearInterval(looking);
  }
}
