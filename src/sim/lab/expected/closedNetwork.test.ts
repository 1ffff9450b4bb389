import { describe, expect, test } from 'vitest';
import { jobClass, network, station, visit } from '../testing.ts';
import { exactBelow, exponential, formulasOf, passing } from './testing.ts';

const users = (population: number, think: number, service = exponential(1)) =>
  jobClass({ population, think }, { v: visit('desk', service) });

describe('two users who think 1 s and are served for 1 s', () => {
  // States weigh 1, 2 and 2; who comes finds the other one there as often as not.
  const document = network({ desk: station(1) }, { users: users(2, 1) });

  test('wait half a second', () => {
    expect(exactBelow(document, 'stations.desk')).toMatchObject({
      throughput_per_s: expect.closeTo(4 / 5, 12),
      utilisation: expect.closeTo(4 / 5, 12),
      meanWait_s: expect.closeTo(1 / 2, 12),
      waitProbability: expect.closeTo(1 / 2, 12),
      p50Wait_s: 0,
      p95Wait_s: expect.closeTo(Math.log(10), 12),
    });
  });

  test('take one exponential time or two of them', () => {
    const figures = exactBelow(document, 'classes.users');
    expect(figures['meanResponse_s']).toBeCloseTo(3 / 2, 12);
    // e^-t (1 + t/2) is a tenth at t.
    const t = figures['p90Response_s']!;
    expect(Math.exp(-t) * (1 + t / 2)).toBeCloseTo(0.1, 12);
  });
});

test('Three users of two servers take an exponential time after a wait that one of four has', () => {
  // Two others find 0, 1 or 2 of them there with weights 1, 2 and 1.
  const document = network({ desk: station(2) }, { users: users(3, 1) });
  const t = exactBelow(document, 'classes.users')['p90Response_s']!;
  const longer = 0.75 * Math.exp(-t) + 0.25 * (2 * Math.exp(-t) - Math.exp(-2 * t));
  expect(longer).toBeCloseTo(0.1, 12);
});

test('A user beside open jobs that take half of a shared server needs twice the time, and they three times', () => {
  const document = network(
    { desk: station(1, { discipline: 'PS' }) },
    { user: users(1, 1, 0.5), open: passing(1 / 2, 'desk', 1) },
  );
  expect(exactBelow(document, 'classes.user')).toMatchObject({
    meanResponse_s: 1,
    throughput_per_s: 1 / 2,
  });
  expect(exactBelow(document, 'classes.open')).toMatchObject({ meanResponse_s: 3 });
  expect(exactBelow(document, 'stations.desk')).toMatchObject({
    meanInStation: 2,
    utilisation: 3 / 4,
  });
});

describe('closed classes beside open ones in the order of arrival', () => {
  const mixed = (open: Parameters<typeof passing>[2], servers = 1): ReturnType<typeof network> =>
    network({ desk: station(servers) }, { user: users(1, 1), open: passing(1 / 2, 'desk', open) });

  test('wait for what they find', () => {
    // The user finds the open jobs as if alone, and takes 2 s of 3: 2/3 of it are there in the mean.
    const document = mixed(exponential(1));
    expect(exactBelow(document, 'classes.user')['meanResponse_s']).toBeCloseTo(2, 12);
    expect(exactBelow(document, 'classes.user.visits.v')['waitProbability']).toBeCloseTo(1 / 2, 12);
    expect(exactBelow(document, 'classes.open')['meanResponse_s']).toBeCloseTo(10 / 3, 12);
    // Empty without the user (1/3) and without open jobs then (1/2).
    expect(exactBelow(document, 'classes.open.visits.v')['waitProbability']).toBeCloseTo(5 / 6, 12);
  });

  test('are not known where they need other times, or where there are several servers', () => {
    expect(exactBelow(mixed(1), 'stations.desk')).toEqual({});
    expect(exactBelow(mixed(exponential(0.5)), 'stations.desk')).toEqual({});
    expect(exactBelow(mixed(exponential(1), 2), 'stations.desk')).toEqual({});
  });
});

test('A limit that can never bind is none', () => {
  const plain = network({ desk: station(1) }, { users: users(3, 1) });
  const limited = network({ desk: station(1, { capacity: 3 }) }, { users: users(3, 1) });
  expect(exactBelow(limited, 'classes.users')).toEqual(exactBelow(plain, 'classes.users'));
  const tight = network({ desk: station(1, { capacity: 2 }) }, { users: users(3, 1) });
  expect(formulasOf(tight)).not.toContain('closed M/M/c//N');
});

test('As many servers as users are enough for any service', () => {
  const document = network({ desk: station(3) }, { users: users(3, 1, exponential(2)) });
  const regular = network(
    { desk: station(3) },
    { users: jobClass({ population: 3, think: 1 }, { v: visit('desk', 2, { patience: 1 }) }) },
  );
  for (const own of [document, regular]) {
    expect(exactBelow(own, 'stations.desk')).toMatchObject({
      throughput_per_s: 1,
      utilisation: 2 / 3,
      meanVisit_s: 2,
    });
  }
});

describe('users who come back at once to the only station', () => {
  const of = (
    discipline: 'FIFO' | 'LIFO' | 'random' | 'PS',
    service: Parameters<typeof visit>[1],
  ): Readonly<Record<string, number>> =>
    exactBelow(
      network(
        { desk: station(2, { discipline }) },
        { users: jobClass({ population: 3, think: 0 }, { v: visit('desk', service) }) },
      ),
      'stations.desk',
    );

  test('keep all servers busy, whatever the service', () => {
    for (const service of [2, exponential(2), { uniform: { min_s: 1, max_s: 3 } }]) {
      for (const discipline of ['FIFO', 'random', 'PS'] as const) {
        const { throughput_per_s, meanVisit_s, utilisation } = of(discipline, service);
        expect(throughput_per_s).toBeCloseTo(1, 12);
        expect(utilisation).toBeCloseTo(1, 12);
        expect(meanVisit_s).toBeCloseTo(3, 12);
      }
    }
  });

  test('are never served at the end of the line if who comes last is first', () => {
    expect(of('LIFO', exponential(2))).toEqual({});
    expect(of('LIFO', 2)).toEqual({});
  });
});

test('One that comes last is first among users who leave the line empty at times', () => {
  const document = network({ desk: station(1, { discipline: 'LIFO' }) }, { users: users(2, 1) });
  expect(exactBelow(document, 'stations.desk')['meanWait_s']).toBeCloseTo(1 / 2, 12);
  expect(exactBelow(document, 'stations.desk')).not.toHaveProperty('p95Wait_s');
});

test('Parts of a network between which nobody goes are solved each for itself', () => {
  const document = network(
    { desk: station(1), other: station(1) },
    {
      users: users(2, 1),
      others: jobClass({ population: 2, think: 1 }, { v: visit('other', 1) }),
      open: passing(1 / 4, 'other', 1),
    },
  );
  expect(exactBelow(document, 'classes.users')['meanResponse_s']).toBeCloseTo(3 / 2, 12);
  expect(exactBelow(document, 'stations.other')).toEqual({});
});
