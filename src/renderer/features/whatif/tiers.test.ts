import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../contract/scenario/check.ts';
import { override } from '../../../contract/scenario/override.ts';
import { scenarioSchema } from '../../../contract/scenario/schema.ts';
import type { Scenario } from '../../../sim/model/scenario.ts';
import { withSettings } from '../../../sim/model/settings.ts';
import { nov8Scenario } from '../../testing/documents.ts';
import { chosen, type Knob } from './knobs.ts';
import { valueAt, withSection } from './settings.ts';
import { tiersOf } from './tiers.ts';

const nov8 = nov8Scenario();
const everything = withSection(
  withSection(withSection(nov8, 'pgbouncer', true, null), 'redis', true, null),
  'celery',
  true,
  null,
);
const hashers = ['pbkdf2_sha256', 'argon2', 'bcrypt_sha256', 'scrypt'];

/** Scenarios that have between them every setting that is offered. */
const scenarios: readonly (readonly [string, Scenario])[] = [
  ['the development server alone', nov8],
  [
    'gunicorn on several machines with everything that a service may have',
    override(everything, {
      'web.server': 'gunicorn',
      'web.worker_class': 'gthread',
      'web.replicas': 2,
      'django.CONN_MAX_AGE': 0,
      'django.pool': {},
      'workload.retry': {},
    }),
  ],
  ...hashers.map((name) => [name, override(nov8, { 'django.hasher': { [name]: {} } })] as const),
];

const knobsOf = (scenario: Scenario): readonly Knob[] =>
  tiersOf(scenario).flatMap(({ knobs }) => knobs);

/** What a knob can set without typing. */
function settable(knob: Knob): readonly unknown[] {
  if (knob.kind === 'switch') return [true, false];
  if (knob.kind === 'choice') return knob.choices.map(({ value }) => value);
  return [knob.min, knob.max, ...(knob.whenNull === undefined ? [] : [null])];
}

describe('the settings that What-if offers', () => {
  it.each(scenarios)('are all there in %s', (_, scenario) => {
    const missing = knobsOf(scenario).filter((knob) => {
      const value = valueAt(scenario, knob.path);
      return value === undefined || (knob.kind === 'choice' && chosen(knob, value) === undefined);
    });
    expect(missing.map(({ path }) => path)).toEqual([]);
  });

  it.each(scenarios)(
    'lead only to values that the scenario document accepts: %s',
    (_, scenario) => {
      const refused = knobsOf(scenario).flatMap((knob) =>
        settable(knob)
          .map((value) => withSettings(scenario, { [knob.path]: value }))
          .flatMap((changed) => scenarioSchema.safeParse(changed).error?.issues ?? [])
          // Two settings may contradict each other; a value by itself may not be out of range.
          .filter(
            ({ path }) => path.join('.') === knob.path && knob.path !== 'django.pool.max_size',
          ),
      );
      expect(refused).toEqual([]);
    },
  );

  it('are each offered once, under a label that no other of its tier has', () => {
    for (const [, scenario] of scenarios) {
      const paths = knobsOf(scenario).map(({ path }) => path);
      expect(paths).toEqual([...new Set(paths)]);
      for (const { knobs } of tiersOf(scenario)) {
        const labels = knobs.map(({ label }) => label);
        expect(labels).toEqual([...new Set(labels)]);
      }
    }
  });

  it('are those that planners turn: pools and their waits, hashers, Redis and Celery', () => {
    const offered = scenarios.flatMap(([, scenario]) => knobsOf(scenario).map(({ path }) => path));
    expect(offered).toEqual(
      expect.arrayContaining([
        'pgbouncer.pool_mode',
        'pgbouncer.min_pool_size',
        'pgbouncer.reserve_pool_size',
        'pgbouncer.query_wait_timeout',
        'django.hasher',
        'django.hasher.pbkdf2_sha256.iterations',
        'redis.round_trip_ms',
        'celery.concurrency',
      ]),
    );
  });

  it('say what a service without a part does', () => {
    const without = tiersOf(nov8).filter(({ knobs }) => knobs.length === 0);
    expect(without.map(({ id }) => id)).toEqual(['redis', 'pgbouncer', 'celery']);
    for (const { absent } of without) expect(absent).toMatch(/\.$/);
    expect(() => parseScenario(everything)).not.toThrow();
  });
});
