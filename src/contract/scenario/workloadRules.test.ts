import { describe, expect, it } from 'vitest';
import nov8 from '../../../fixtures/scenarios/nov8.json' with { type: 'json' };
import { withSettings, type Settings } from '../../sim/model/settings.ts';
import { parseScenario } from './check.ts';
import { lint } from './lint.ts';

const changed = (settings: Settings) =>
  parseScenario(withSettings(nov8, { 'django.CONN_MAX_AGE': 0, ...settings }));
const found = (settings: Settings): string[] =>
  lint(changed(settings)).map(({ severity, path }) => `${severity} ${path}`);
const arrivals = { stages: [{ from_s: 0, per_s: 2 }] };

describe('lint', () => {
  it('notes what arrivals ignore, and stages after the end', () => {
    expect(found({ 'workload.arrivals': arrivals })).toEqual([]);
    expect(
      found({
        'workload.arrivals': {
          stages: [
            { from_s: 0, per_s: 2 },
            { from_s: 500, per_s: 1 },
          ],
        },
        'workload.user_classes.0.fixed_count': 3,
        'run.stages': [{ from_s: 10, users: 10, spawn_rate: 1 }],
      }),
    ).toEqual([
      'note run.stages',
      'note workload.user_classes.0.fixed_count',
      'note workload.arrivals.stages.1.from_s',
    ]);
  });

  it('notes retries that keep clients in step', () => {
    expect(found({ 'workload.retry': { factor: 1, jitter: 'none' } })).toEqual([
      'note workload.retry',
    ]);
    expect(found({ 'workload.retry': {} })).toEqual([]);
  });
});

describe('parseScenario', () => {
  it('refuses more users than fixed counts place, unless journeys arrive by themselves', () => {
    const all = {
      'workload.user_classes.0.fixed_count': 3,
      'workload.user_classes.1.fixed_count': 3,
      'workload.user_classes.2.fixed_count': 3,
    };
    expect(() => changed(all)).toThrow('9 users together, and run asks for 100');
    expect(() => changed({ ...all, 'run.users': 9 })).not.toThrow();
    expect(() => changed({ ...all, 'workload.arrivals': arrivals })).not.toThrow();
  });
});
