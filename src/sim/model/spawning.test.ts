import { describe, expect, test } from 'vitest';
import { spawnOrder } from './spawning.ts';

const nov8 = [
  { name: 'BrowsingUser', weight: 8 },
  { name: 'ActiveUser', weight: 2 },
  { name: 'HealthCheckUser', weight: 1 },
];
const count = (order: Int32Array, index: number): number =>
  order.filter((entry) => entry === index).length;

describe('spawnOrder', () => {
  test('semantics F1: weights 8, 2, 1 give exactly 73, 18 and 9 of 100 users', () => {
    const order = spawnOrder(nov8, 100);
    expect([count(order, 0), count(order, 1), count(order, 2)]).toEqual([73, 18, 9]);
  });

  test('semantics F1: the order is fixed, with health users at these places', () => {
    const places = [...spawnOrder(nov8, 100)].flatMap((entry, user) => (entry === 2 ? [user] : []));
    expect(places).toEqual([5, 16, 27, 38, 49, 60, 71, 82, 93]);
  });

  test('semantics F1: classes are taken by name, whatever their place in the document', () => {
    const reversed = nov8.toReversed();
    const names = (classes: typeof nov8): string[] =>
      [...spawnOrder(classes, 50)].map((entry) => classes[entry]!.name);
    expect(names(reversed)).toEqual(names(nov8));
  });

  test('semantics F2: classes with a fixed_count come first, and the rest is shared by weight', () => {
    const order = spawnOrder(
      [
        { name: 'Browse', weight: 3 },
        { name: 'Admin', weight: 1, fixed_count: 2 },
        { name: 'Probe', weight: 1, fixed_count: 1 },
        { name: 'Buy', weight: 1 },
      ],
      11,
    );
    expect([...order.slice(0, 3)].toSorted()).toEqual([1, 1, 2]);
    expect([0, 1, 2, 3].map((index) => count(order, index))).toEqual([6, 2, 1, 2]);
  });

  test('semantics F2: with fewer users than fixed_count asks for there are only those', () => {
    const classes = [
      { name: 'Browse', weight: 3 },
      { name: 'Admin', weight: 1, fixed_count: 5 },
    ];
    expect([...spawnOrder(classes, 3)]).toEqual([1, 1, 1]);
  });
});
