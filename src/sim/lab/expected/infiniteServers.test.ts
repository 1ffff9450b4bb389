import { describe, expect, test } from 'vitest';
import { jobClass, network, station, visit } from '../testing.ts';
import { exactBelow, exponential, formulasOf, passing } from './testing.ts';

const stations = { shelf: station('infinite'), yard: station('infinite') };

describe('a station with enough servers for all', () => {
  test('holds as many as come in the time of a service, whatever the arrivals', () => {
    const document = network(stations, {
      a: jobClass({ interarrival: 2 }, { v: visit('shelf', { lognormal: { mean_s: 3, cv: 2 } }) }),
      b: passing(1, 'yard', 5),
    });
    expect(exactBelow(document, 'stations.shelf')).toMatchObject({
      throughput_per_s: 1 / 2,
      meanInStation: 3 / 2,
      meanBusy: 3 / 2,
      meanVisit_s: 3,
      meanQueueLength: 0,
      p99Wait_s: 0,
    });
    expect(exactBelow(document, 'classes.a')).toMatchObject({
      meanInSystem: 3 / 2,
      meanResponse_s: 3,
    });
    expect(formulasOf(document)).toContain('G/G/infinity (nobody waits)');
    expect(formulasOf(document)).toContain('M/G/infinity');
  });

  test('lets responses be as long as services, as far as their quantiles are known', () => {
    const of = (service: Parameters<typeof visit>[1]): number | undefined =>
      exactBelow(network(stations, { a: passing(1, 'shelf', service) }), 'classes.a')[
        'p50Response_s'
      ];
    expect(of({ uniform: { min_s: 1, max_s: 3 } })).toBe(2);
    expect(of(exponential(1))).toBeCloseTo(Math.LN2, 12);
    const t = of({ erlang: { phases: 2, mean_s: 2 } })!;
    expect(Math.exp(-t) * (1 + t)).toBeCloseTo(1 / 2, 12);
    expect(of({ empirical: { values_s: [1, 2] } })).toBeUndefined();
  });

  test('knows no ranks', () => {
    const ranked = network(
      { shelf: station('infinite', { discipline: 'priority' }) },
      {
        a: passing(1, 'shelf', exponential(1)),
        b: passing(1, 'shelf', exponential(1), {}, { priority: 1 }),
      },
    );
    expect(exactBelow(ranked, 'classes.b')).toMatchObject({ meanResponse_s: 1 });
  });

  test('gives a closed class that never waits rounds of a known length', () => {
    const document = network(stations, {
      a: jobClass(
        { population: 6, think: { uniform: { min_s: 0, max_s: 2 } } },
        {
          v: visit('shelf', 1, { next: { w: 0.5, leave: 0.5 } }),
          w: visit('yard', exponential(2), { next: 'v' }),
        },
      ),
    });
    // Twice on the shelf and once in the yard after 1 s of thinking: 5 s.
    expect(exactBelow(document, 'classes.a')).toMatchObject({
      throughput_per_s: 6 / 5,
      meanResponse_s: 4,
      meanInSystem: 24 / 5,
    });
    expect(exactBelow(document, 'stations.shelf')).toMatchObject({ throughput_per_s: 12 / 5 });
  });

  test('takes as long as a service even where nothing is known of those that come', () => {
    const document = network(
      { desk: station(1, { capacity: 3 }), shelf: station('infinite') },
      {
        a: jobClass(
          { interarrival: 1 },
          {
            v: visit('desk', 2, { next: 'w' }),
            w: visit('shelf', 3),
          },
        ),
        b: jobClass({ interarrival: 1 }, { v: visit('shelf', 4) }),
      },
    );
    expect(exactBelow(document, 'classes.a.visits.w')).toMatchObject({ meanVisit_s: 3 });
    expect(exactBelow(document, 'classes.b')).toMatchObject({
      meanInSystem: 4,
      throughput_per_s: 1,
    });
    expect(exactBelow(document, 'classes.a')).toEqual({});
    expect(exactBelow(document, 'stations.shelf')).not.toHaveProperty('meanInStation');
  });
});
