import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lint } from '../contract/scenario/lint.ts';
import { override } from '../contract/scenario/override.ts';
import { simulate } from '../sim/simulate.ts';
import { builtInScenario } from './builtIns.ts';
import { capacityStudy, presetNamed, presets, presetSettings } from './presets.ts';
import { runStudySync } from './studyRunner.ts';

const nov8 = builtInScenario('nov8')!;

describe('presets', () => {
  it('are those of fixtures/presets, under the names of their files', () => {
    const files = readdirSync(new URL('../../fixtures/presets/', import.meta.url));
    expect(
      presets()
        .map(({ name }) => `${name}.json`)
        .toSorted(),
    ).toEqual(files.filter((file) => file.endsWith('.json')).toSorted());
    expect(() => presetNamed('soak')).toThrow(
      'no preset soak; accepted: smoke, verify-50, ladder, stress, spike, endurance',
    );
  });

  it.each(presets().map(({ name }) => name))('%s is a load that nov8 can carry out', (name) => {
    const scenario = override(nov8, presetSettings(presetNamed(name), 60));
    expect(lint(scenario).map(({ path }) => path)).not.toContain('run.spawn_rate');
    expect(scenario.endpoints).toEqual(nov8.endpoints);
  });

  it('spike takes the users away again', () => {
    const scenario = override(builtInScenario('nov8-gunicorn-2x4')!, {
      ...presetSettings(presetNamed('spike'), 1),
      'run.run_time_s': 100,
      'django.password_hash_ms': 250,
      'web.cpu_cores': 3,
    });
    const { aggregated } = simulate(scenario, 1);
    expect(aggregated.unfinished).toBeGreaterThan(0);
    expect(aggregated.requests).toBeGreaterThan(500);
  });

  it('endurance runs for 24 hours with half of the users that the service carries', () => {
    expect(presetSettings(presetNamed('endurance'), 61)).toMatchObject({
      'run.users': 30,
      'run.run_time_s': 86_400,
    });
    const tight = override(nov8, {
      'run.run_time_s': 5,
      'web.server': 'gunicorn',
      'web.worker_class': 'gthread',
      'web.threads': 60,
      'workload.user_classes.0.on_start': [],
      'workload.user_classes.1.on_start': [],
      'workload.user_classes.2.wait_time': { constant: 100 },
      'workload.user_classes.0.tasks': [{ request: 'Health Check' }],
      'workload.user_classes.1.tasks': [{ request: 'Health Check' }],
      'postgres.max_connections': 100,
      'postgres.slots_taken_before': 85,
      'postgres.slots_released_at_s': null,
    });
    const capacity = runStudySync(capacityStudy(tight, 1));
    expect(capacity).toBeGreaterThan(1);
    expect(capacity).toBeLessThan(100);
  });
});
