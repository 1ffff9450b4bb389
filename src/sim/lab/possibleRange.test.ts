import { expect, test } from 'vitest';
import { clipped, possibleRange } from './possibleRange.ts';
import { jobClass, network, station, visit } from './testing.ts';

const small = network(
  { desk: station(2, { capacity: 5 }), wood: station('infinite') },
  {
    users: jobClass({ population: 7, think: 1 }, { v: visit('desk', 1), w: visit('wood', 1) }),
    others: jobClass({ interarrival: 1 }, { v: visit('desk', 0.1) }),
  },
);

test.each([
  ['stations.desk.utilisation', 0, 1],
  ['classes.users.visits.v.waitProbability', 0, 1],
  ['classes.users.lossProbability', 0, 1],
  ['stations.desk.meanBusy', 0, 2],
  ['stations.wood.meanBusy', 0, Infinity],
  ['stations.desk.meanInStation', 0, 5],
  ['stations.wood.meanInStation', 0, Infinity],
  ['classes.users.meanInSystem', 0, 7],
  ['classes.others.meanInSystem', 0, Infinity],
  ['stations.desk.slowdown', 1, Infinity],
  ['stations.desk.p95Wait_s', 0, Infinity],
  ['classes.users.throughput_per_s', 0, Infinity],
])('%s lies between %d and %d', (path, low, high) => {
  expect(possibleRange(small, path)).toEqual([low, high]);
});

test('the nearest possible value is the value itself, or an end of the range', () => {
  expect(clipped(-0.1, [0, 1])).toBe(0);
  expect(clipped(1.2, [0, 1])).toBe(1);
  expect(clipped(0.2, [0, 1])).toBe(0.2);
  expect(clipped(1e9, [0, Infinity])).toBe(1e9);
});
