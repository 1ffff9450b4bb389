import { expect, test } from 'vitest';
import { isDeterministic } from './chance.ts';
import type { JobClass, QueueNetwork } from './network.ts';
import { jobClass, network, station, visit } from './testing.ts';

const random = { exponential: { mean_s: 1 } };
const recorded = {
  trace: [
    { arrival_s: 0, service_s: 1, patience_s: 3 },
    { arrival_s: 1, service_s: 2, patience_s: 3 },
  ],
};

const of = (only: JobClass, discipline: 'FIFO' | 'random' = 'FIFO'): QueueNetwork =>
  network(
    { desk: station(1, { discipline }), shelf: station(1, { discipline: 'random' }) },
    { only },
  );

test.each([
  ['fixed times', of(jobClass({ interarrival: 2 }, { v: visit('desk', 1) }))],
  [
    'users who always think as long',
    of(jobClass({ population: 3, think: 2 }, { v: visit('desk', 1) })),
  ],
  [
    'distributions without width',
    of(
      jobClass(
        { interarrival: { uniform: { min_s: 2, max_s: 2 } } },
        { v: visit('desk', { lognormal: { mean_s: 1, cv: 0 } }, { patience: 5 }) },
      ),
    ),
  ],
  [
    'recorded jobs that bring all their times',
    of(jobClass(recorded, { v: visit('desk', random, { patience: random }) })),
  ],
  [
    'a route of which only one way is possible',
    of(jobClass(recorded, { v: visit('desk', 1, { next: { v: 0, leave: 1 } }) })),
  ],
  [
    'chance at a visit that nobody makes',
    of(jobClass(recorded, { v: visit('desk', 1), w: visit('shelf', random) })),
  ],
])('%s leave nothing to chance', (_, document) => {
  expect(isDeterministic(document)).toBe(true);
});

test.each([
  ['arrivals', of(jobClass({ interarrival: random }, { v: visit('desk', 1) }))],
  ['thinking', of(jobClass({ population: 3, think: random }, { v: visit('desk', 1) }))],
  ['service', of(jobClass({ interarrival: 2 }, { v: visit('desk', random) }))],
  ['patience', of(jobClass({ interarrival: 2 }, { v: visit('desk', 1, { patience: random }) }))],
  [
    'a start',
    of(
      jobClass(
        recorded,
        { v: visit('desk', 1), w: visit('desk', 1) },
        { start: { v: 0.5, w: 0.5 } },
      ),
    ),
  ],
  ['a route', of(jobClass(recorded, { v: visit('desk', 1, { next: { v: 0.5, leave: 0.5 } }) }))],
  ['an order of service', of(jobClass(recorded, { v: visit('desk', 1) }), 'random')],
  [
    'the service of one recorded job',
    of(
      jobClass(
        { trace: [{ arrival_s: 0, service_s: 1 }, { arrival_s: 1 }] },
        { v: visit('desk', random) },
      ),
    ),
  ],
])('%s that is drawn is chance', (_, document) => {
  expect(isDeterministic(document)).toBe(false);
});
