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
  ['stations.wood.meanBusy', 0, 7],
  ['stations.desk.meanInStation', 0, 5],
  ['stations.desk.meanQueueLength', 0, 3],
  ['stations.wood.meanInStation', 0, 7],
  ['stations.wood.meanQueueLength', 0, 0],
  ['classes.users.meanInSystem', 0, 7],
  ['classes.others.meanInSystem', 0, 5],
  ['stations.desk.slowdown', 1, Infinity],
  ['stations.desk.p95Wait_s', 0, Infinity],
  ['classes.users.throughput_per_s', 0, Infinity],
])('%s lies between %d and %d', (path, low, high) => {
  expect(possibleRange(small, path)).toEqual([low, high]);
});

const roomy = network(
  { desk: station(4), hall: station(2), inn: station(1) },
  {
    few: jobClass({ population: 3, think: 1 }, { v: visit('desk', 1) }),
    listed: jobClass(
      { trace: [{ arrival_s: 0 }, { arrival_s: 1 }] },
      { v: visit('desk', 1), w: visit('hall', 1) },
    ),
    many: jobClass({ interarrival: 1 }, { v: visit('hall', 0.1) }),
    held: jobClass(
      { population: 2, think: 1 },
      { v: visit('inn', 1, { hold: true, next: 'w' }), w: visit('inn', 1) },
    ),
  },
);

test.each([
  ['stations.desk.meanBusy', 4],
  ['stations.desk.meanQueueLength', 1],
  ['stations.desk.meanInStation', 5],
  ['classes.listed.meanInSystem', 2],
  ['stations.hall.meanBusy', 2],
  ['stations.hall.meanQueueLength', Infinity],
  ['stations.hall.meanInStation', Infinity],
  ['classes.many.meanInSystem', Infinity],
  ['stations.inn.meanQueueLength', Infinity],
])('without places, %s is at most %d, which are all who can come', (path, high) => {
  expect(possibleRange(roomy, path)).toEqual([0, high]);
});

test('the nearest possible value is the value itself, or an end of the range', () => {
  expect(clipped(-0.1, [0, 1])).toBe(0);
  expect(clipped(1.2, [0, 1])).toBe(1);
  expect(clipped(0.2, [0, 1])).toBe(0.2);
  expect(clipped(1e9, [0, Infinity])).toBe(1e9);
});
