import { describe, expect, test } from 'vitest';
import { hold, page, record, tinyScenario } from '../testing.ts';

/** Everything on one core, so that each ms of CPU shows. */
const costs = {
  'web.cpu_cores': 1,
  'endpoints.Page': page([hold(0)]),
  'django.connect_cpu_ms': 10,
  'postgres.postmaster_ms': 1,
  'postgres.fork_ms': 2,
  'postgres.auth_ms': 3,
  'postgres.start_up_ms': 4,
  'postgres.exit_cpu_ms': 5,
};
const lasts = (settings: object): string =>
  record(tinyScenario({ ...costs, ...settings }))
    .requests[0]!.split(' ')
    .at(-1)!;

describe('what a connection costs', () => {
  test('semantics A5: opened, it costs the postmaster, the fork, authentication on both sides and start-up', () => {
    expect(lasts({})).toBe('0-20');
  });

  test('semantics A9: refused for want of any slot, it costs what comes before the slot is asked for', () => {
    expect(lasts({ 'postgres.max_connections': 4, 'postgres.slots_taken_before': 4 })).toBe('0-3');
  });

  test('semantics M4: refused because the rest is reserved, it costs all but start-up', () => {
    const settings = {
      'postgres.role': 'ordinary',
      'postgres.max_connections': 4,
      'postgres.slots_taken_before': 1,
    };
    expect(lasts(settings)).toBe('0-16');
  });

  test('semantics A11: when it ends, its backend needs a core that others wait for', () => {
    const second = (settings: object): string =>
      record(
        tinyScenario({
          ...costs,
          'django.CONN_MAX_AGE': 0,
          'workload.user_classes.0.wait_time': { constant: 0 },
          'run.run_time_s': 0.1,
          ...settings,
        }),
      )
        .requests[1]!.split(' ')
        .at(-1)!;
    expect(second({ 'postgres.exit_cpu_ms': 0 })).toBe('20-40');
    expect(second({})).toBe('20-45');
  });

  test('semantics A5: the postmaster forks one backend after the other', () => {
    const forks = { 'django.connect_cpu_ms': 0, 'postgres.auth_ms': 0, 'postgres.start_up_ms': 0 };
    const { requests } = record(
      tinyScenario({
        ...costs,
        ...forks,
        'web.cpu_cores': 100,
        'postgres.fork_ms': 0,
        'run.users': 3,
      }),
    );
    expect(requests.map((line) => line.split(' ').at(-1))).toEqual(['0-1', '0-2', '0-3']);
  });
});

describe('work that shares the cores', () => {
  const python = { 'web.cpu_cores': 1, 'endpoints.Page': page([{ python_ms: 10 }]) };

  test('other work takes its share of a core that is short', () => {
    expect(lasts({ ...python, 'web.background_cores': 1 })).toBe('0-20');
    expect(lasts({ ...python, 'web.cpu_cores': 2, 'web.background_cores': 1 })).toBe('0-10');
  });

  test('the load generator runs on the same cores', () => {
    expect(lasts({ ...python, 'workload.generator_cpu_ms': 4 })).toBe('0-14');
  });
});

describe('accounts', () => {
  test('a user who has not registered is turned away in the middle of the view', () => {
    const login = page([hold(100), { account_required: { status: 400 } }, hold(100)]);
    const run = (max_connections: number): readonly string[] =>
      record(
        tinyScenario({
          'endpoints.Page': login,
          'endpoints.Register': page([hold(100)], { grants_account: true }),
          'workload.user_classes.0.on_start': [{ request: 'Register', when: 'always' }],
          'postgres.max_connections': max_connections,
          'postgres.slots_taken_before': 4,
          'postgres.slots_released_at_s': 0.05,
          'workload.user_classes.0.tasks': [{ request: 'Page', when: 'always', weight: 1 }],
        }),
      ).requests.map((line) => line.split(' ').slice(1).join(' '));
    expect(run(5)).toEqual(['Register 200 0-100', 'Page 200 100-300']);
    expect(run(4)[0]).toBe('Register 500 0-0');
  });
});
