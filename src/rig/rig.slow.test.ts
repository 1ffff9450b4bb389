import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import smoke from '../../fixtures/scenarios/smoke.json' with { type: 'json' };
import { parseMeasurement } from '../contract/measurement.ts';
import { parseScenario } from '../contract/scenario/check.ts';
import { override } from '../contract/scenario/override.ts';
import { findPrograms } from './packages.ts';
import { runRig } from './rig.ts';

const scenario = override(parseScenario(smoke), { 'run.run_time_s': 8 });

/** Why this machine cannot run the real programs; empty where it can. */
const obstacle = (() => {
  try {
    findPrograms(scenario);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
})();

const rigFolders = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('plimsoll-rig-'));

if (obstacle !== '') console.error(`SKIPPED: the whole rig: ${obstacle}`);

describe.skipIf(obstacle !== '')('the rig', { timeout: 90_000 }, () => {
  test('measures smoke on the real programs and leaves nothing behind', async () => {
    const outFolder = mkdtempSync(join(tmpdir(), 'plimsoll-measured-'));
    const before = rigFolders();
    const said: string[] = [];
    try {
      const { measurement, otherCores, mostBackends } = await runRig(scenario, {
        outFolder,
        keepLogs: true,
        signal: new AbortController().signal,
        say: (line) => void said.push(line),
        onProgress: () => {},
      });
      // 10 users, of whom each asks about once per second.
      expect(measurement.aggregated.requests).toBeGreaterThan(30);
      expect(measurement.aggregated.failures).toBe(0);
      expect(measurement.rows.map(({ name }) => name).sort()).toEqual(['List', 'Report', 'Save']);
      expect(measurement.configuration.userClasses).toEqual([
        { name: 'Reader', users: 8 },
        { name: 'Writer', users: 2 },
      ]);
      // A query that sleeps 50 ms cannot be faster.
      expect(measurement.rows.find(({ name }) => name === 'Report')!.minMs).toBeGreaterThanOrEqual(
        50,
      );
      expect(otherCores).toBeLessThanOrEqual(availableParallelism());
      expect(mostBackends).toBeGreaterThanOrEqual(1);
      expect(mostBackends).toBeLessThanOrEqual(scenario.pgbouncer!.default_pool_size);
      expect(measurement.evidence!.pools!.length).toBeGreaterThan(3);

      const written: unknown = JSON.parse(
        readFileSync(join(outFolder, 'measurement.json'), 'utf8'),
      );
      expect(parseMeasurement(written)).toEqual(measurement);
      const names = readdirSync(outFolder);
      expect(names).toEqual(expect.arrayContaining(['locust_stats.csv', 'pools.csv', 'logs']));
      expect(said.join('\n')).not.toContain('left out');
      expect(rigFolders()).toEqual(before);
    } finally {
      rmSync(outFolder, { recursive: true });
    }
  });

  test('ends all programs and removes the folder when interrupted', async () => {
    const before = rigFolders();
    const interrupted = new AbortController();
    const running = runRig(scenario, {
      outFolder: join(tmpdir(), 'plimsoll-never-written'),
      keepLogs: false,
      signal: interrupted.signal,
      say: (line) => {
        if (line.includes('gunicorn')) interrupted.abort(new Error('interrupted'));
      },
      onProgress: () => {},
    });
    await expect(running).rejects.toThrow('interrupted');
    expect(rigFolders()).toEqual(before);
    expect(commandLines().filter((line) => line.includes('plimsoll-rig-'))).toEqual([]);
  });
});

function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    });
}
