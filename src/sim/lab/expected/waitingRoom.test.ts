import { describe, expect, test } from 'vitest';
import { mdc } from '../../theory/mdc.ts';
import { jobClass, network, station, visit } from '../testing.ts';
import { exactBelow, exponential, formulasOf, passing, poisson } from './testing.ts';

const stations = { desk: station(1) };

describe('two Poisson classes with services of their own at one server', () => {
  // Work 1/4 + 1/4; an arrival finds (1/4 1² + 1/8 8)/2 = 5/8 s of it in service.
  const classes = {
    a: passing(1 / 4, 'desk', 1),
    b: passing(1 / 8, 'desk', exponential(2)),
  };

  test('wait 5/4 s, both alike', () => {
    const document = network(stations, classes);
    expect(exactBelow(document, 'stations.desk')).toMatchObject({
      utilisation: 1 / 2,
      waitProbability: 1 / 2,
      meanWait_s: 5 / 4,
      meanQueueLength: 15 / 32,
      meanInStation: 31 / 32,
    });
    expect(exactBelow(document, 'classes.a')).toMatchObject({
      meanResponse_s: 9 / 4,
      meanInSystem: 9 / 16,
      throughput_per_s: 1 / 4,
    });
    expect(exactBelow(document, 'classes.b')).toMatchObject({ meanResponse_s: 13 / 4 });
    expect(exactBelow(document, 'classes.b.visits.v')).toMatchObject({
      waitProbability: 1 / 2,
      meanWait_s: 5 / 4,
      meanVisit_s: 13 / 4,
    });
  });

  test.each(['LIFO', 'random'] as const)('wait as long if served %s', (discipline) => {
    const document = network({ desk: station(1, { discipline }) }, classes);
    expect(exactBelow(document, 'classes.b')).toMatchObject({ meanResponse_s: 13 / 4 });
  });

  test('have no such formula when one of them is not Poisson', () => {
    const regular = jobClass({ interarrival: 4 }, { v: visit('desk', 1) });
    expect(formulasOf(network(stations, { ...classes, a: regular }))).toEqual([
      'flow balance',
      'utilisation law',
    ]);
  });
});

describe('a server behind another one', () => {
  const tandem = (first: Parameters<typeof visit>[1], discipline: 'FIFO' | 'PS' = 'FIFO') =>
    network(
      { desk: station(1, { discipline }), bench: station(1) },
      {
        a: jobClass(poisson(1 / 2), {
          desk: visit('desk', first, { next: 'bench' }),
          bench: visit('bench', 1),
        }),
      },
    );

  test('sees Poisson arrivals where the first one is exponential or shared', () => {
    for (const document of [tandem(exponential(1)), tandem(1, 'PS')]) {
      expect(exactBelow(document, 'stations.bench')).toMatchObject({ meanWait_s: 1 / 2 });
      expect(exactBelow(document, 'classes.a')).toMatchObject({
        meanResponse_s: 2 + 3 / 2,
        meanInSystem: 7 / 4,
      });
    }
  });

  test('behind other services has known flow, and nothing else', () => {
    const document = tandem(1);
    expect(exactBelow(document, 'stations.desk')).toMatchObject({ meanWait_s: 1 / 2 });
    expect(exactBelow(document, 'stations.bench')).toEqual({
      throughput_per_s: 1 / 2,
      meanBusy: 1 / 2,
      utilisation: 1 / 2,
    });
    expect(exactBelow(document, 'classes.a')).toEqual({ throughput_per_s: 1 / 2 });
  });
});

test('Jobs that come back make arrivals that are not Poisson: only exponential service is known then', () => {
  const again = (service: Parameters<typeof visit>[1]) =>
    network(stations, {
      a: jobClass(poisson(1 / 4), { v: visit('desk', service, { next: { v: 0.5, leave: 0.5 } }) }),
    });
  expect(exactBelow(again(exponential(1)), 'stations.desk')).toMatchObject({
    throughput_per_s: 1 / 2,
    meanWait_s: 1,
  });
  expect(exactBelow(again(1), 'stations.desk')).toEqual({
    throughput_per_s: 1 / 2,
    meanBusy: 1 / 2,
    utilisation: 1 / 2,
  });
});

test('The spread of waits is that of the order of arrival, their mean that of any', () => {
  for (const discipline of ['LIFO', 'random'] as const) {
    const document = network(
      { desk: station(1, { discipline }) },
      { a: passing(1 / 2, 'desk', exponential(1)) },
    );
    const figures = exactBelow(document, 'stations.desk');
    expect(figures).toMatchObject({ meanWait_s: 1 });
    expect(figures).not.toHaveProperty('p95Wait_s');
    expect(exactBelow(document, 'classes.a')).not.toHaveProperty('p95Response_s');
  }
  const inOrder = network(stations, { a: passing(1 / 2, 'desk', exponential(1)) });
  expect(exactBelow(inOrder, 'stations.desk')['p95Wait_s']).toBeCloseTo(2 * Math.log(10), 12);
  expect(exactBelow(inOrder, 'classes.a')['p95Response_s']).toBeCloseTo(2 * Math.log(20), 12);
});

describe('regular arrivals', () => {
  const document = network(stations, {
    a: jobClass({ interarrival: 2 }, { v: visit('desk', exponential(1)) }),
  });
  const desk = exactBelow(document, 'stations.desk');

  test('find the server busy with probability s of s = e^-2(1 - s), and wait for 1/(1 - s) s then', () => {
    const s = desk['waitProbability']!;
    expect(s).toBeCloseTo(Math.exp(-2 * (1 - s)), 12);
    expect(desk['meanWait_s']).toBeCloseTo(s / (1 - s), 12);
    expect(desk['p99Wait_s']).toBeCloseTo(Math.log(100 * s) / (1 - s), 10);
    expect(exactBelow(document, 'classes.a')['p50Response_s']).toBeCloseTo(
      Math.log(2) / (1 - s),
      10,
    );
  });

  test('are no such thing once another class comes, or where they come by way of another station', () => {
    const two = network(stations, {
      ...document.classes,
      b: passing(1 / 8, 'desk', exponential(1)),
    });
    expect(exactBelow(two, 'stations.desk')).not.toHaveProperty('meanWait_s');
    const through = network(
      { ...stations, shelf: station('infinite') },
      {
        a: jobClass(
          { interarrival: 2 },
          {
            first: visit('shelf', exponential(1), { next: 'v' }),
            v: visit('desk', exponential(1)),
          },
        ),
      },
    );
    expect(exactBelow(through, 'stations.desk')).not.toHaveProperty('meanWait_s');
  });

  test('that are no more than one of two ways to begin are none either', () => {
    const half = network(
      { ...stations, shelf: station('infinite') },
      {
        a: jobClass(
          { interarrival: 1 },
          { v: visit('desk', exponential(1)), w: visit('shelf', 1) },
          { start: { v: 0.5, w: 0.5 } },
        ),
      },
    );
    expect(exactBelow(half, 'stations.desk')).toEqual({
      throughput_per_s: 1 / 2,
      meanBusy: 1 / 2,
      utilisation: 1 / 2,
    });
  });

  test('of services of another kind have an approximation only', () => {
    const other = network(stations, {
      a: jobClass({ interarrival: 2 }, { v: visit('desk', { gamma: { shape: 2, mean_s: 1 } }) }),
    });
    expect(formulasOf(other)).toContain('G/G/1 (Allen-Cunneen)');
    expect(exactBelow(other, 'stations.desk')).not.toHaveProperty('meanWait_s');
  });
});

describe('waits in the order of arrival at one server', () => {
  const of = (...services: Parameters<typeof visit>[1][]): ReturnType<typeof network> =>
    network(
      stations,
      Object.fromEntries(
        services.map((service, i) => [`c${i}`, passing(1 / 2 / services.length, 'desk', service)]),
      ),
    );

  test('have known quantiles for a constant service', () => {
    const document = of(1);
    // Half of them need not wait, and (1 - a) e^(a t) do not wait longer than t within a service.
    const wait = exactBelow(document, 'stations.desk')['p50Wait_s'];
    expect(wait).toBeCloseTo(0, 12);
    const { p90Response_s, p90Wait_s } = {
      ...exactBelow(document, 'stations.desk'),
      ...exactBelow(document, 'classes.c0'),
    };
    expect(p90Response_s).toBeCloseTo(p90Wait_s! + 1, 12);
  });

  test('have known quantiles for services of phases, each class with its own after the same wait', () => {
    // One or two exponential stages of half a second on average: of rates 2 and 2, and of rate 1.
    const document = of({ erlang: { phases: 2, mean_s: 1 } }, exponential(1));
    const [first, second] = ['c0', 'c1'].map((name) => exactBelow(document, `classes.${name}`));
    expect(first!['p99Response_s']).toBeLessThan(second!['p99Response_s']!);
    expect(exactBelow(document, 'classes.c0.visits.v')['p95Wait_s']).toBe(
      exactBelow(document, 'stations.desk')['p95Wait_s'],
    );
  });

  test('have none for other services, for a mixture of constant ones, or in another order', () => {
    const lasting = [
      of({ lognormal: { mean_s: 1, cv: 1 } }),
      of(1, 0.5),
      of(1, exponential(1)),
      { ...of(1), stations: { desk: station(1, { discipline: 'random' }) } } as const,
    ];
    for (const document of lasting) {
      expect(exactBelow(document, 'stations.desk')).toHaveProperty('meanWait_s');
      expect(exactBelow(document, 'stations.desk')).not.toHaveProperty('p90Wait_s');
    }
  });
});

test('Constant services at several servers are known in any order, their quantiles in that of arrival', () => {
  const of = (discipline: 'FIFO' | 'LIFO'): Readonly<Record<string, number>> =>
    exactBelow(
      network(
        { desk: station(2, { discipline }) },
        { a: passing(1, 'desk', 1), b: passing(1 / 2, 'desk', 1) },
      ),
      'stations.desk',
    );
  expect(of('LIFO')['meanWait_s']).toBeCloseTo(mdc(1.5, 1, 2)!.meanWaitS, 12);
  expect(of('LIFO')).not.toHaveProperty('p90Wait_s');
  expect(of('FIFO')).toHaveProperty('p90Wait_s');
});
