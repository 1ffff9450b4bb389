import { describe, expect, test } from 'vitest';
import type { Distribution } from '../../distributions/distribution.ts';
import { answerNetwork } from '../answer.ts';
import type { QueueNetwork } from '../network.ts';
import { whole } from '../pieces.ts';
import { jobClass, network, station, visit } from '../testing.ts';
import { exactBelow, exponential, passing } from './testing.ts';

const uniform = (min_s: number, max_s: number): Distribution => ({ uniform: { min_s, max_s } });

/** One class at a desk of so many servers. */
function desk(
  servers: number,
  interarrival: Distribution,
  service: Distribution,
  fields: Parameters<typeof station>[1] = {},
): QueueNetwork {
  const a = jobClass({ interarrival }, { v: visit('desk', service) });
  return network({ desk: station(servers, fields) }, { a });
}

describe('where services are over before others come for whom there is no server', () => {
  test.each([
    ['regular', desk(1, 1, 0.8), 0.8],
    ['as long as the pauses', desk(1, 0.1, 0.1), 1],
    ['as many at a time as there are servers', desk(7, 0.3, 2.1), 7],
    ['of bounded lengths', desk(1, uniform(1, 3), uniform(0.2, 1)), 0.3],
    ['of some recorded lengths', desk(2, 1, { empirical: { values_s: [1, 2] } }), 1.5],
    ['with hardly any room to wait', desk(1, 1, 0.8, { capacity: 1 }), 0.8],
  ])('nobody waits, whatever else is known: services %s', (_, document, meanBusy) => {
    const figures = exactBelow(document, 'stations.desk');
    expect(figures).toMatchObject({ waitProbability: 0, meanWait_s: 0, p99Wait_s: 0 });
    expect(figures['meanBusy']).toBeCloseTo(meanBusy, 12);
    expect(figures['meanInStation']).toBeCloseTo(meanBusy, 12);
  });

  test('those who share a server do not slow each other down', () => {
    const document = desk(1, 1, 1, { discipline: 'PS' });
    expect(exactBelow(document, 'stations.desk')).toMatchObject({ slowdown: 1, meanVisit_s: 1 });
  });

  test('they go on so evenly that nobody waits behind, either', () => {
    const line = (last: Distribution): QueueNetwork =>
      network(
        { first: station(1), second: station(2) },
        {
          a: jobClass(
            { interarrival: 1 },
            {
              v: visit('first', uniform(0.5, 0.7), { next: { w: 0.5, leave: 0.5 } }),
              w: visit('second', last),
            },
          ),
        },
      );
    expect(exactBelow(line(1.8), 'stations.second')).toMatchObject({ meanWait_s: 0 });
    // After the least pause of 0.8 s the one before the last is still there.
    expect(exactBelow(line(1.9), 'stations.second')).not.toHaveProperty('meanWait_s');
  });

  test('classes count together', () => {
    const two = (servers: number): Readonly<Record<string, number>> =>
      exactBelow(
        network(
          { desk: station(servers) },
          {
            a: jobClass({ interarrival: 1 }, { v: visit('desk', 1.5) }),
            b: jobClass({ population: 1, think: 1 }, { v: visit('desk', exponential(5)) }),
          },
        ),
        'stations.desk',
      );
    expect(two(3)).toMatchObject({ meanWait_s: 0 });
    expect(two(3)['meanBusy']).toBeCloseTo(1.5 + 5 / 6, 12);
    expect(two(2)).not.toHaveProperty('meanWait_s');
  });

  test.each([
    ['services are longer than the pauses', desk(1, 1, 1.5, { capacity: 2 })],
    ['pauses may be shorter', desk(1, uniform(0.7, 2), 0.8)],
    ['pauses have no least length', desk(2, { gamma: { shape: 9, mean_s: 1 } }, 0.1)],
    ['services have no greatest length', desk(2, 1, exponential(0.1))],
    [
      'jobs keep the server while they are elsewhere',
      network(
        { desk: station(1), shelf: station('infinite') },
        {
          a: jobClass(
            { interarrival: 1 },
            {
              v: visit('desk', 0.1, { hold: true, next: 'w' }),
              w: visit('shelf', exponential(0.1)),
            },
          ),
        },
      ),
    ],
    [
      'jobs come back',
      network(
        { desk: station(1) },
        {
          a: jobClass(
            { interarrival: 1 },
            { v: visit('desk', 0.1, { next: { v: 0.5, leave: 0.5 } }) },
          ),
        },
      ),
    ],
  ])('it is not certain that nobody waits when %s', (_, document) => {
    const { waitProbability, lossProbability } = exactBelow(document, 'stations.desk');
    expect(waitProbability).not.toBe(0);
    expect(lossProbability).toBeUndefined();
  });

  test('who comes when a server is due to be free has not waited, however sums of fractions are rounded', () => {
    const { figures, remarks } = whole(answerNetwork(desk(7, 0.3, 2.1), 4, 3));
    const of = (name: string): unknown =>
      figures.find(({ figure }) => figure === `stations.desk.${name}`)?.mean;
    expect(of('waitProbability')).toBe(0);
    expect(of('meanWait_s')).toBe(0);
    expect(of('meanQueueLength')).toBeCloseTo(0, 9);
    expect(remarks).toEqual([]);
  });
});

describe('a single job', () => {
  test('never waits, whatever the stations, and goes round in the sum of its times', () => {
    const document = network(
      {
        desk: station(1, { discipline: 'LIFO' }),
        shelf: station(2, { discipline: 'preemptive', capacity: 2 }),
        yard: station(1, { discipline: 'PS' }),
      },
      {
        a: jobClass(
          { population: 1, think: uniform(0, 4) },
          {
            v: visit('desk', { lognormal: { mean_s: 1, cv: 3 } }, { hold: true, next: 'w' }),
            w: visit('shelf', 2, { patience: 0.1, next: { x: 0.5, leave: 0.5 } }),
            x: visit('yard', exponential(4), { release: ['desk'], next: { w: 0.5, leave: 0.5 } }),
          },
        ),
      },
    );
    // On the shelf 4/3 times, in the yard 2/3 times: 1 + 8/3 + 8/3 s after 2 s of thinking.
    const rate = 1 / (2 + 19 / 3);
    const { throughput_per_s, meanResponse_s, meanInSystem } = exactBelow(document, 'classes.a');
    expect(throughput_per_s).toBeCloseTo(rate, 12);
    expect(meanResponse_s).toBeCloseTo(19 / 3, 12);
    expect(meanInSystem).toBeCloseTo((rate * 19) / 3, 12);
    // The desk is kept through the first visit to the shelf, and to the yard if there is one.
    const { meanBusy, meanVisit_s, meanWait_s } = exactBelow(document, 'stations.desk');
    expect([meanVisit_s, meanWait_s]).toEqual([1, 0]);
    expect(meanBusy).toBeCloseTo(rate * (1 + 2 + 0.5 * 4), 12);
    const yard = exactBelow(document, 'stations.yard');
    expect(yard['slowdown']).toBe(1);
    expect(yard['meanInStation']).toBeCloseTo((rate * 8) / 3, 12);
  });

  test('is delayed by others of another class', () => {
    const document = network(
      { desk: station(1) },
      {
        a: jobClass({ population: 1, think: 1 }, { v: visit('desk', 1) }),
        b: passing(0.1, 'desk', 1),
      },
    );
    expect(exactBelow(document, 'classes.a')).toEqual({});
  });
});
