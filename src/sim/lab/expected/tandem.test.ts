import { describe, expect, test } from 'vitest';
import type { Next } from '../network.ts';
import { jobClass, network, station, visit } from '../testing.ts';
import { exactBelow, exponential, passing, poisson } from './testing.ts';

const desks = { a: station(1), b: station(1), c: station(1) };

/** Visits to stations one after the other, of 1, 1/2 and 1 s, at one job in 2 s. */
function through(nextOfA: Next = 'b', stations = desks): ReturnType<typeof network> {
  return network(stations, {
    x: jobClass(poisson(1 / 2), {
      a: visit('a', exponential(1), { next: nextOfA }),
      b: visit('b', exponential(1 / 2), { next: 'c' }),
      c: visit('c', exponential(1)),
    }),
  });
}

/** Probability that times of rates 1/2, 3/2 and 1/2 take longer than t together. */
function longer(t: number): number {
  // Partial fractions of (1/2)² 3/2 / ((s + 1/2)² (s + 3/2)).
  const slow = Math.exp(-t / 2);
  const fast = Math.exp(-(3 * t) / 2);
  const double = 3 / 8;
  const single = -3 / 8;
  return double * (2 * t + 4) * slow + single * 2 * slow + ((3 / 8) * 2 * fast) / 3;
}

describe('a journey through three M/M/1', () => {
  test('takes the sum of three exponential times', () => {
    const t = exactBelow(through(), 'classes.x')['p90Response_s']!;
    expect(longer(0)).toBeCloseTo(1, 14);
    expect(longer(t)).toBeCloseTo(0.1, 12);
  });

  test('does so beside other jobs that stay behind', () => {
    const both = network(desks, {
      ...through().classes,
      y: passing(1 / 4, 'c', exponential(1)),
    });
    expect(exactBelow(both, 'classes.x')).toHaveProperty('p90Response_s');
  });

  test('is not known so where others take another way and may get in front', () => {
    expect(exactBelow(through({ b: 0.5, c: 0.5 }), 'classes.x')).not.toHaveProperty(
      'p90Response_s',
    );
    const around = network(desks, {
      ...through().classes,
      y: jobClass(poisson(1 / 4), {
        a: visit('a', exponential(1), { next: 'c' }),
        c: visit('c', exponential(1)),
      }),
    });
    expect(exactBelow(around, 'classes.x')).toHaveProperty('meanResponse_s');
    expect(exactBelow(around, 'classes.x')).not.toHaveProperty('p90Response_s');
  });

  test.each([
    ['at several servers', station(2)],
    ['in another order', station(1, { discipline: 'LIFO' })],
    ['at shared servers', station(1, { discipline: 'PS' })],
  ])('is not known so where they get in front %s', (_, middle) => {
    const figures = exactBelow(through('b', { ...desks, b: middle }), 'classes.x');
    expect(figures).toHaveProperty('meanResponse_s');
    expect(figures).not.toHaveProperty('p90Response_s');
  });
});
