import { describe, expect, it } from 'vitest';
import { queueDocuments } from '../../../../fixtures/queues/index.ts';
import { parseNetwork } from '../../../contract/queue/check.ts';
import { classesInWords, durationInWords, planInWords, stationsInWords } from './description.ts';

const network = parseNetwork({
  format: 'plimsoll.queue',
  version: 1,
  title: 'A desk and its archive',
  stations: {
    desk: { servers: 2, capacity: 5 },
    archive: { servers: 'infinite' },
  },
  classes: {
    customers: {
      source: { interarrival: { exponential: { mean_s: 0.5 } } },
      visits: {
        ask: {
          station: 'desk',
          service: { exponential: { mean_s: 0.25 } },
          patience: 3,
          hold: true,
          next: { search: 0.4, leave: 0.6 },
        },
        search: {
          station: 'archive',
          service: { uniform: { min_s: 1, max_s: 3 } },
          release: ['desk'],
        },
      },
    },
  },
  run: { transient: { run_time_s: 600 } },
});

describe('a network in words', () => {
  it('says of each station how many it serves, in which order and for how many there is room', () => {
    expect(stationsInWords(network)).toEqual([
      {
        name: 'desk',
        servers: '2',
        order: 'first come, first served',
        places: '5, those in service included',
      },
      {
        name: 'archive',
        servers: 'as many as there are jobs',
        order: 'nobody waits',
        places: 'no limit',
      },
    ]);
  });

  it('says of each class how its jobs come, how long each visit takes, and where it leads', () => {
    const [customers] = classesInWords(network);
    expect(customers).toMatchObject({ name: 'customers', jobs: '2 per s, at random (Poisson)' });
    expect(customers!.visits.map(({ service }) => service)).toEqual([
      'exponential, mean 0.25 s; gives up after a wait of always 3 s; keeps the server',
      'uniform, 1 to 3 s; gives back desk',
    ]);
    expect(customers!.visits[0]!.next.replaceAll('\u00a0', ' ')).toBe(
      'search 40.0 %, leave 60.0 %',
    );
    expect(planInWords(network)).toBe('From an empty system for 600 s');
  });

  it('names every distribution with its mean', () => {
    expect(durationInWords({ erlang: { phases: 4, mean_s: 2 } })).toBe('Erlang-4, mean 2 s');
    expect(durationInWords({ lognormal: { mean_s: 1, cv: 2 } })).toBe('lognormal, mean 1 s, cv 2');
    expect(durationInWords({ empirical: { values_s: [1, 2, 6] } })).toBe(
      'one of 3 recorded values, mean 3 s',
    );
  });

  it('has words for every network that comes with Plimsoll', () => {
    for (const document of queueDocuments) {
      const words = JSON.stringify(classesInWords(parseNetwork(document)));
      expect(words).not.toMatch(/undefined|NaN|Infinity/);
    }
  });
});
