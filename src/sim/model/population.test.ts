import { describe, expect, test } from 'vitest';
import { hold, page, record, tinyScenario } from '../testing.ts';

const staged = (stages: readonly object[], settings = {}) =>
  record(
    tinyScenario({
      'run.users': 2,
      'run.spawn_rate': 2,
      'run.run_time_s': 10,
      'run.stages': stages,
      ...settings,
    }),
  );
const starts = (log: { requests: readonly string[] }): string[] =>
  log.requests.map((line) => line.split(' ').at(-1)!.split('-')[0]!);

describe('stages of the load (semantics F2)', () => {
  test('bring users in bursts from the moment at which they begin', () => {
    const log = staged([{ from_s: 3, users: 7, spawn_rate: 2 }]);
    expect(starts(log)).toEqual(['0', '0', '3000', '3000', '4000', '4000', '5000']);
  });

  test('that begin early cut the one before off', () => {
    const log = staged([
      { from_s: 3, users: 7, spawn_rate: 1 },
      { from_s: 4, users: 3, spawn_rate: 1 },
    ]);
    expect(starts(log)).toEqual(['0', '0', '3000']);
  });

  test('stop users at once: requests in flight are in no statistic, and nobody asks again', () => {
    const log = staged([{ from_s: 3, users: 0, spawn_rate: 2 }], {
      'endpoints.Page': page([hold(4000)]),
    });
    expect(log.requests).toEqual([]);
    expect(log.unfinished.toSorted()).toEqual(['0 Page 0', '1 Page 0']);
    // The server works on, and only then takes the next request.
    expect(log.slots).toEqual(['0 2']);
  });

  test('end a wait and begin a user anew', () => {
    const waiting = { 'workload.user_classes.0.wait_time': { constant: 2 } };
    const log = staged(
      [
        { from_s: 1, users: 0, spawn_rate: 2 },
        { from_s: 5, users: 1, spawn_rate: 2 },
      ],
      waiting,
    );
    expect(starts(log)).toEqual(['0', '0', '5000', '7100', '9200']);
  });

  test('keep the mix of classes that so many users have', () => {
    const userClass = (name: string, weight: number, request: string) => ({
      name,
      weight,
      wait_time: { constant: 1 },
      on_start: [],
      tasks: [{ request, when: 'always', weight: 1 }],
    });
    const log = staged([{ from_s: 3, users: 4, spawn_rate: 20 }], {
      'run.users': 20,
      'run.spawn_rate': 20,
      'workload.user_classes': [userClass('A', 3, 'Page'), userClass('B', 1, 'Other')],
      'endpoints.Other': page([hold(100)]),
    });
    const late = log.requests.filter((line) => Number(line.split(' ')[3]!.split('-')[0]) > 9000);
    expect(late.map((line) => line.split(' ')[1]).toSorted()).toEqual([
      'Other',
      'Page',
      'Page',
      'Page',
    ]);
  });

  test('that stop a keep-alive user of runserver leave its connection behind (semantics C9)', () => {
    const log = staged([{ from_s: 3, users: 0, spawn_rate: 2 }], {
      'web.server': 'runserver',
      'web.requests_per_gc': 1000,
    });
    expect(log.slots).toEqual(['0 2']);
  });
});
