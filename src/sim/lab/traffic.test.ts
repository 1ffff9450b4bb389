import { describe, expect, test } from 'vitest';
import { jobClass, network, station, visit } from './testing.ts';
import { deadEnds, meanPossession, overloads, visitCounts } from './traffic.ts';

const open = { interarrival: { exponential: { mean_s: 0.5 } } };

/** To the processor, half of the time to the disk and back, half of the time out. */
const loop = jobClass(open, {
  cpu: visit('cpu', 0.1, { next: { disk: 0.5, leave: 0.5 } }),
  disk: visit('disk', 0.3, { next: 'cpu' }),
});

describe('visitCounts', () => {
  test('of a job that goes round: twice to the processor, once to the disk', () => {
    const counts = visitCounts(loop);
    expect(counts['cpu']).toBeCloseTo(2, 12);
    expect(counts['disk']).toBeCloseTo(1, 12);
  });

  test('of jobs of which a share is lost on the way', () => {
    const counts = visitCounts(loop, (name) => (name === 'disk' ? 0 : 1));
    expect(counts['cpu']).toBeCloseTo(1, 12);
    expect(counts['disk']).toBeCloseTo(0.5, 12);
  });
});

describe('meanPossession', () => {
  const nested = jobClass(open, {
    outer: visit('worker', 0.2, { hold: true, next: { query: 0.5, call: 0.5 } }),
    query: visit('database', 1, { release: ['worker'], next: 'write' }),
    call: visit('service', 3),
    write: visit('disk', 10),
  });

  test('counts what a server is held through, until it is given back', () => {
    expect(meanPossession(nested, 'outer')).toBeCloseTo(0.2 + 0.5 * 1 + 0.5 * 3, 12);
    expect(meanPossession(nested, 'query')).toBe(1);
  });
});

describe('overloads', () => {
  const stations = (cpu: number): Parameters<typeof network>[0] => ({
    cpu: station(cpu),
    disk: station(1),
  });

  test('names the station that two arrivals per s bring too much work to', () => {
    const slow = { ...loop, visits: { ...loop.visits, disk: visit('disk', 0.6, { next: 'cpu' }) } };
    const [overload, ...others] = overloads(network(stations(1), { a: slow }));
    expect(overload?.station).toBe('disk');
    expect(overload?.load).toBeCloseTo(1.2, 12);
    expect(others).toEqual([]);
    expect(overloads(network(stations(1), { a: loop }))).toEqual([]);
  });

  test('counts a load of exactly 1 as too much', () => {
    const even = jobClass(open, { v: visit('cpu', 0.5) });
    expect(overloads(network(stations(1), { even }))).toHaveLength(1);
    expect(overloads(network(stations(2), { even }))).toEqual([]);
  });

  test('accuses nobody who loses arrivals, whose visitors give up, or whose population is fixed', () => {
    const heavy = jobClass(open, { v: visit('cpu', 9) });
    const impatient = jobClass(open, { v: visit('cpu', 9, { patience: 1 }) });
    const closed = jobClass({ population: 9, think: 1 }, { v: visit('cpu', 9) });
    expect(overloads(network({ cpu: station(1, { capacity: 5 }) }, { heavy }))).toEqual([]);
    expect(overloads(network(stations(1), { impatient, closed }))).toEqual([]);
    expect(overloads(network({ cpu: station('infinite') }, { heavy }))).toEqual([]);
    // Where servers are shared nobody waits, and nobody gives up.
    const shared = { cpu: station(1, { discipline: 'PS' }) };
    expect(overloads(network(shared, { impatient }))).toHaveLength(1);
  });
});

test('deadEnds are visits that lead nowhere', () => {
  const circle = jobClass(open, {
    start: visit('a', 1, { next: { there: 0.5, leave: 0.5 } }),
    there: visit('a', 1, { next: 'back' }),
    back: visit('a', 1, { next: 'there' }),
  });
  expect(deadEnds(circle)).toEqual(['there', 'back']);
  expect(deadEnds(loop)).toEqual([]);
});
