import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import nov8 from '../../fixtures/scenarios/nov8.json' with { type: 'json' };
import { override } from '../contract/scenario/override.ts';
import {
  builtInFixes,
  builtInMeasurement,
  builtInScenario,
  builtInScenarios,
  builtInTargets,
  resolveScenarios,
} from './builtIns.ts';
import { applicableFixes, applicableTargets } from './questions.ts';

const folder = new URL('../../fixtures/scenarios/', import.meta.url);

describe('the built-in library', () => {
  it('has every scenario of fixtures/scenarios, under the name of its file', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
    expect(
      builtInScenarios()
        .map(({ name }) => `${name}.json`)
        .toSorted(),
    ).toEqual(files.toSorted());
    for (const file of files) {
      const { name } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { name: string };
      expect(`${name}.json`).toBe(file);
    }
  });

  it('has the measurement of 8 November, and nothing under other names', () => {
    expect(builtInMeasurement('nov8')!.aggregated.requests).toBe(386);
    expect(builtInMeasurement('nov9')).toBeNull();
    expect(builtInScenario('nov9')).toBeNull();
  });

  it('has fixes that all apply to the scenario of 8 November, and targets for its endpoints', () => {
    const scenario = builtInScenario('nov8')!;
    expect(applicableFixes(scenario).left).toEqual([]);
    expect(applicableFixes(scenario).fixes.map(({ id }) => id)).toEqual(
      builtInFixes().map(({ id }) => id),
    );
    expect(applicableTargets(scenario)).toEqual(builtInTargets());
    expect(builtInTargets().map(({ id }) => id)).toContain('register-user-p50');
  });
});

describe('the scenario of each fix', () => {
  it.each(builtInFixes().map((fix) => [`nov8-${fix.id}`, fix] as const))(
    '%s is the run of 8 November with the settings of that fix',
    (name, { settings }) => {
      const { run, ...rest } = override(builtInScenario('nov8')!, settings);
      expect(builtInScenario(name)).toMatchObject({ run, web: rest.web, postgres: rest.postgres });
      expect(builtInScenario(name)!.pgbouncer).toEqual(rest.pgbouncer);
      expect(builtInScenario(name)!.externals).toEqual(rest.externals);
    },
  );
});

describe('resolveScenarios', () => {
  const derived = {
    format: 'plimsoll.scenario',
    version: 1,
    name: 'nov8-pooled',
    title: 'Pooled',
    description: 'The run behind PgBouncer',
    extends: 'nov8',
    set: { 'pgbouncer.pool_mode': 'transaction', 'run.users': 50 },
  };

  it('makes a scenario of one that extends another', () => {
    const scenarios = resolveScenarios([nov8, derived]);
    const pooled = scenarios.get('nov8-pooled')!;
    expect(pooled).toMatchObject({
      name: 'nov8-pooled',
      title: 'Pooled',
      description: 'The run behind PgBouncer',
    });
    expect(pooled.pgbouncer).toMatchObject({ pool_mode: 'transaction', default_pool_size: 20 });
    expect(pooled.run).toMatchObject({ ...nov8.run, users: 50 });
    expect(pooled.endpoints).toEqual(scenarios.get('nov8')!.endpoints);
  });

  it('refuses one whose settings do not exist, that extends nothing, or that is there twice', () => {
    expect(() => resolveScenarios([nov8, { ...derived, set: { 'web.thread': 1 } }])).toThrow(
      'web.thread: is unknown',
    );
    expect(() => resolveScenarios([derived, nov8])).toThrow(
      'nov8-pooled extends nov8, which does not come before it',
    );
    expect(() => resolveScenarios([nov8, nov8])).toThrow('nov8 is built in twice');
    expect(() => resolveScenarios([nov8, { ...derived, sets: {} }])).toThrow(/sets/);
  });
});

describe('applicableFixes', () => {
  it('leaves out, with a note, what a scenario has nothing of', () => {
    const scenario = builtInScenario('nov8')!;
    const { 'Register User': register, ...others } = scenario.endpoints;
    const withoutCalls = {
      ...register!,
      steps: register!.steps.filter((step) => !('external' in step)),
    };
    const { fixes, left } = applicableFixes({
      ...scenario,
      endpoints: { 'Register User': withoutCalls, ...others },
      externals: {},
      parameter_sets: null,
    });
    const gone = builtInFixes()
      .filter((fix) => !fixes.includes(fix))
      .map(({ id }) => id);
    expect(gone).toEqual(expect.arrayContaining(['hibp-celery', 'hibp-cache']));
    expect(left[0]).toMatchObject({ severity: 'note', path: 'externals.hibp' });
    expect(left[0]!.message).toContain('the fix "Breach check in a Celery task" does not apply');
    expect(fixes.map(({ id }) => id)).toContain('pgbouncer');
  });
});
