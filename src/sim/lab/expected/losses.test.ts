import { describe, expect, test } from 'vitest';
import { jobClass, network, station, visit } from '../testing.ts';
import { exactBelow, exponential, formulasOf, passing, poisson } from './testing.ts';

describe('two classes that share servers without a waiting room', () => {
  const document = network(
    { desk: station(1, { capacity: 1, discipline: 'priority' }) },
    {
      a: passing(1, 'desk', 0.5, { patience: 9 }),
      b: passing(1 / 4, 'desk', { gamma: { shape: 0.5, mean_s: 2 } }, {}, { priority: 1 }),
    },
  );

  test('are lost alike, by their work together', () => {
    // One erlang at one server: every second one is lost.
    expect(exactBelow(document, 'stations.desk')).toMatchObject({
      lossProbability: 1 / 2,
      throughput_per_s: 5 / 8,
      utilisation: 1 / 2,
      waitProbability: 0,
    });
    expect(exactBelow(document, 'classes.a')).toMatchObject({
      lossProbability: 1 / 2,
      throughput_per_s: 1 / 2,
      meanInSystem: 1 / 4,
      meanResponse_s: 1 / 2,
    });
    expect(exactBelow(document, 'classes.b')).toMatchObject({
      throughput_per_s: 1 / 8,
      meanResponse_s: 2,
    });
  });

  test('have no such formula when one of them is not Poisson', () => {
    const regular = jobClass({ interarrival: 1 }, { v: visit('desk', 0.5) });
    expect(formulasOf(network(document.stations, { ...document.classes, a: regular }))).toEqual([]);
  });
});

describe('a server with one place to wait', () => {
  // One erlang: states 0, 1 and 2 are equally likely, and every second one that is admitted waits.
  const stations = { desk: station(1, { capacity: 2 }) };
  const one = network(stations, { a: passing(1, 'desk', exponential(1)) });

  test('makes every second one wait for an exponential time', () => {
    const figures = exactBelow(one, 'stations.desk');
    expect(figures['lossProbability']).toBeCloseTo(1 / 3, 12);
    expect(figures['waitProbability']).toBeCloseTo(1 / 2, 12);
    expect(figures['meanWait_s']).toBeCloseTo(1 / 2, 12);
    expect(figures['p90Wait_s']).toBeCloseTo(Math.log(5), 12);
    expect(exactBelow(one, 'classes.a')).toHaveProperty('p90Response_s');
  });

  test('does so to classes of one mean alike', () => {
    const two = network(stations, {
      a: passing(1 / 4, 'desk', exponential(1)),
      b: passing(3 / 4, 'desk', exponential(1)),
    });
    for (const [name, value] of Object.entries(exactBelow(one, 'stations.desk')))
      expect(exactBelow(two, 'stations.desk')[name]).toBeCloseTo(value, 12);
    expect(exactBelow(two, 'classes.b')['throughput_per_s']).toBeCloseTo(1 / 2, 12);
  });

  test('is behind another one when that sends on what comes at random', () => {
    const behind = (service: Parameters<typeof visit>[1]) =>
      network(
        { ...stations, first: station(1) },
        {
          a: jobClass(poisson(1), {
            first: visit('first', service, { next: 'desk' }),
            desk: visit('desk', exponential(1)),
          }),
        },
      );
    const known = exactBelow(behind(exponential(0.5)), 'classes.a');
    expect(known['lossProbability']).toBeCloseTo(1 / 3, 12);
    // 1 in the first place and 1 in the other.
    expect(known['meanInSystem']).toBeCloseTo(2, 12);
    // Those that are lost have spent time in the first place, too.
    expect(known).not.toHaveProperty('meanResponse_s');
    expect(exactBelow(behind(0.5), 'classes.a')).toEqual({});
  });
});

test('Shared servers slow everybody down by one factor, and lose by work alone', () => {
  const document = network(
    { desk: station(1, { discipline: 'PS', capacity: 2 }) },
    { a: passing(1, 'desk', 0.5), b: passing(1 / 4, 'desk', exponential(2)) },
  );
  // One erlang: a third is lost, one job is there in the mean, and 2/3 of the work is done.
  const figures = exactBelow(document, 'stations.desk');
  expect(figures['lossProbability']).toBeCloseTo(1 / 3, 12);
  expect(figures['slowdown']).toBeCloseTo(3 / 2, 12);
  expect(exactBelow(document, 'classes.b')['meanResponse_s']).toBeCloseTo(3, 12);
  expect(exactBelow(document, 'classes.a')['meanInSystem']).toBeCloseTo(1 / 2, 12);
});

test('Jobs that would take no time have no slowdown', () => {
  const document = network(
    { desk: station(1, { discipline: 'PS' }) },
    { a: passing(1, 'desk', { empirical: { values_s: [0, 1] } }) },
  );
  const figures = exactBelow(document, 'stations.desk');
  expect(figures).toMatchObject({ meanVisit_s: 1 });
  expect(figures).not.toHaveProperty('slowdown');
});

describe('users who are turned away and think again', () => {
  const users = (
    room: number,
    service: Parameters<typeof visit>[1],
    think: Parameters<typeof visit>[1] = exponential(1),
    changes: Parameters<typeof visit>[2] = {},
  ) =>
    network(
      { desk: station(1, { capacity: room }) },
      { users: jobClass({ population: 2, think }, { v: visit('desk', service, changes) }) },
    );

  test('are every second one where there is one place for two of them, whatever the distributions', () => {
    // Free and taken weigh 1 and 2; calls come at 2 and at 1 per s.
    for (const document of [
      users(1, exponential(1)),
      users(1, 1, { erlang: { phases: 3, mean_s: 1 } }),
    ]) {
      expect(exactBelow(document, 'classes.users')).toMatchObject({
        lossProbability: expect.closeTo(1 / 2, 12),
        throughput_per_s: expect.closeTo(2 / 3, 12),
        meanResponse_s: 1,
      });
      // Those of the service alone.
      const constant = document.classes['users']!.visits['v']!.service === 1;
      expect(exactBelow(document, 'classes.users')['p90Response_s']).toBeCloseTo(
        constant ? 1 : Math.log(10),
        12,
      );
      expect(exactBelow(document, 'stations.desk')).toMatchObject({
        utilisation: expect.closeTo(2 / 3, 12),
        p99Wait_s: 0,
      });
    }
  });

  test('or give up, as one of four does whose patience is as long as a service', () => {
    const document = users(2, exponential(1), exponential(1), { patience: exponential(1) });
    expect(exactBelow(document, 'classes.users')).toMatchObject({
      renegeProbability: expect.closeTo(1 / 4, 12),
      throughput_per_s: expect.closeTo(3 / 4, 12),
    });
    expect(exactBelow(document, 'stations.desk')['meanQueueLength']).toBeCloseTo(1 / 4, 12);
  });

  test('are not known with a queue and other distributions', () => {
    const three = (service: Parameters<typeof visit>[1], think: Parameters<typeof visit>[1]) =>
      network(
        { desk: station(1, { capacity: 2 }) },
        { users: jobClass({ population: 3, think }, { v: visit('desk', service) }) },
      );
    expect(formulasOf(three(exponential(1), exponential(1)))).toEqual(['finite source M/M/c/K//N']);
    expect(formulasOf(three(1, exponential(1)))).toEqual([]);
    expect(formulasOf(three(exponential(1), 1))).toEqual([]);
  });
});

test('Classes of one mean and one patience give up and are lost alike', () => {
  const changes = { patience: exponential(1) };
  const document = network(
    { desk: station(1, { capacity: 2 }) },
    {
      a: passing(1 / 4, 'desk', exponential(1), changes),
      b: passing(3 / 4, 'desk', exponential(1), changes),
    },
  );
  // States 0, 1 and 2 weigh 2, 2 and 1.
  expect(exactBelow(document, 'stations.desk')).toMatchObject({
    lossProbability: expect.closeTo(1 / 5, 12),
    renegeProbability: expect.closeTo(1 / 5, 12),
    throughput_per_s: expect.closeTo(3 / 5, 12),
    meanInStation: expect.closeTo(4 / 5, 12),
  });
  expect(exactBelow(document, 'classes.a')).toMatchObject({
    throughput_per_s: expect.closeTo(3 / 20, 12),
    meanInSystem: expect.closeTo(1 / 5, 12),
  });
  expect(exactBelow(document, 'classes.a')).not.toHaveProperty('meanResponse_s');
  const unlike = { ...document.classes, a: passing(1, 'desk', exponential(1)) };
  expect(formulasOf(network(document.stations, unlike))).toEqual([]);
});

describe('one server with a service of any kind and one place to wait', () => {
  const one = network({ desk: station(1, { capacity: 2 }) }, { a: passing(1, 'desk', 1) });

  test('loses 1 - 1/(1/e + 1) at one erlang where it is constant', () => {
    const desk = exactBelow(one, 'stations.desk');
    expect(desk['lossProbability']).toBeCloseTo(1 - 1 / (1 / Math.E + 1), 12);
    expect(desk['waitProbability']).toBeCloseTo(1 - 1 / Math.E, 12);
    expect(desk['utilisation']).toBeCloseTo(1 / (1 / Math.E + 1), 12);
    expect(formulasOf(one)).toEqual(['M/G/1/K']);
  });

  test('makes classes wait alike, each for its own service', () => {
    // A service without an arrival has probability 1/2 1/e + 1/2 1/2.
    const two = network(one.stations, {
      a: passing(1 / 2, 'desk', 1),
      b: passing(1 / 2, 'desk', exponential(1)),
    });
    const none = 1 / (2 * Math.E) + 1 / 4;
    const a = exactBelow(two, 'classes.a');
    expect(a['lossProbability']).toBeCloseTo(1 - 1 / (none + 1), 12);
    expect(exactBelow(two, 'classes.b')['meanResponse_s']).toBeCloseTo(a['meanResponse_s']!, 12);
  });

  test('is not known at several servers, for levels of priority, and where arrivals are not Poisson', () => {
    const { classes } = one;
    const of = (fields: Parameters<typeof station>[1], own: typeof classes = classes) =>
      formulasOf(network({ desk: station(1, { capacity: 3, ...fields }) }, own));
    expect(of({ servers: 2 })).toEqual([]);
    expect(of({}, { a: jobClass({ interarrival: 1 }, { v: visit('desk', 2) }) })).toEqual([]);
    const low = passing(1, 'desk', 2, {}, { priority: 1 });
    expect(of({ discipline: 'priority' }, { ...classes, low })).toEqual([]);
    expect(of({ discipline: 'random' })).toEqual(['M/G/1/K']);
  });
});
