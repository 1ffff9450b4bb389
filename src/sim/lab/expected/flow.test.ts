import { describe, expect, test } from 'vitest';
import type { Distribution } from '../../distributions/distribution.ts';
import type { Discipline, JobClass, Visit } from '../network.ts';
import { jobClass, network, station, visit } from '../testing.ts';
import { exactBelow, exponential, formulasOf, passing, poisson } from './testing.ts';

const flowOnly = (rate: number, load: number): Record<string, number> => ({
  throughput_per_s: rate,
  meanBusy: load,
  utilisation: load,
});

/** A job that goes from `a` to `b`, with what else the visits ask for. */
function through(service: Distribution, changes: Partial<Visit> = {}): JobClass {
  return jobClass(
    { interarrival: { uniform: { min_s: 0, max_s: 4 } } },
    { a: visit('a', service, { next: 'b', ...changes }), b: visit('b', 1.5) },
  );
}

describe('flow balance and the utilisation law', () => {
  test.each(['FIFO', 'LIFO', 'random', 'PS', 'priority', 'preemptive'] as Discipline[])(
    'hold for any distributions and the order %s',
    (discipline) => {
      const document = network(
        { a: station(1, { discipline }), b: station(1, { discipline }) },
        { x: through(1), y: { ...passing(1 / 16, 'b', exponential(2)), priority: 1 } },
      );
      expect(exactBelow(document, 'stations.a')).toMatchObject(flowOnly(1 / 2, 1 / 2));
      expect(exactBelow(document, 'stations.b')).toEqual(flowOnly(9 / 16, 7 / 8));
      expect(exactBelow(document, 'classes.y.visits.v')).toEqual({ throughput_per_s: 1 / 16 });
      expect(exactBelow(document, 'classes.x')).toEqual({ throughput_per_s: 1 / 2 });
    },
  );

  test('count those that come back', () => {
    const document = network(
      { a: station(1), b: station('infinite') },
      {
        x: jobClass(poisson(1 / 4), {
          a: visit('a', 1, { next: { b: 0.5, leave: 0.5 } }),
          b: visit('b', 9, { next: 'a' }),
        }),
      },
    );
    expect(exactBelow(document, 'stations.a')).toEqual(flowOnly(1 / 2, 1 / 2));
    expect(exactBelow(document, 'stations.b')).toMatchObject({ meanInStation: 9 / 4 });
  });

  test.each<[string, Partial<Visit>, number | null]>([
    ['some are lost', {}, 3],
    ['some give up', { patience: 5 }, null],
    ['servers are held', { hold: true }, null],
  ])('are silent from where %s', (_, changes, capacity) => {
    const document = network(
      { a: station(1, { capacity }), b: station(1) },
      { x: through(1, changes) },
    );
    expect(formulasOf(document)).toEqual([]);
  });

  test('hold before that', () => {
    const document = network(
      { a: station(1), b: station(1, { capacity: 2 }) },
      { x: through(1), y: passing(1 / 8, 'b', 1) },
    );
    expect(exactBelow(document, 'stations.a')).toMatchObject(flowOnly(1 / 2, 1 / 2));
    expect(exactBelow(document, 'stations.b')).toEqual({});
    expect(exactBelow(document, 'classes.x')).toEqual({});
  });

  test('are silent where a closed class works as often as it gets to', () => {
    const document = network(
      { a: station(1), b: station(1) },
      { x: through(1), users: jobClass({ population: 3, think: 1 }, { v: visit('a', 1) }) },
    );
    expect(exactBelow(document, 'stations.a')).toEqual({});
    expect(exactBelow(document, 'stations.b')).toEqual({});
  });
});

describe('stations of a circle', () => {
  // Two classes in opposite directions, each with its long visit last: at priority they starve each other at a load of 0.7.
  const crossing = (
    discipline: Discipline,
    last: number,
    first = 0.1,
  ): ReturnType<typeof network> => {
    const across = (from: string, to: string): JobClass['visits'] => ({
      first: visit(from, first, { next: 'last' }),
      last: visit(to, last),
    });
    return network(
      { a: station(1, { discipline }), b: station(1, { discipline }) },
      {
        x: jobClass({ interarrival: 1 }, across('a', 'b')),
        y: jobClass({ interarrival: 1 }, across('b', 'a'), { priority: 1 }),
      },
    );
  };

  test('may never settle although their servers have time enough', () => {
    for (const discipline of ['FIFO', 'LIFO', 'priority', 'PS'] as const)
      expect(formulasOf(crossing(discipline, 0.6))).toEqual([]);
  });

  test('settle in the order of arrival where all services at one are alike in the mean', () => {
    expect(exactBelow(crossing('FIFO', 0.25, 0.25), 'stations.a')).toEqual(flowOnly(2, 0.5));
    expect(formulasOf(crossing('LIFO', 0.25, 0.25))).toEqual([]);
  });

  test('settle where each has one visit only', () => {
    const circle = network(
      { a: station(2, { discipline: 'LIFO' }), b: station(1) },
      {
        x: jobClass(
          { interarrival: 1 },
          {
            a: visit('a', 0.8, { next: 'b' }),
            b: visit('b', 0.4, { next: { a: 0.5, leave: 0.5 } }),
          },
        ),
      },
    );
    expect(exactBelow(circle, 'stations.a')).toEqual({
      throughput_per_s: 2,
      meanBusy: 1.6,
      utilisation: 0.8,
    });
    expect(exactBelow(circle, 'classes.x')).toEqual({ throughput_per_s: 1 });
  });
});
