import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LocustHistogram } from './locustHistogram.ts';
import { locustRow } from './locustTable.ts';

const histogram = (times: readonly number[]): LocustHistogram => {
  const counted = new LocustHistogram();
  for (const ms of times) counted.add(ms);
  return counted;
};
const row = (times: readonly number[], lastRequestAtS = 100) =>
  locustRow('x', histogram(times), 0, lastRequestAtS);

/** Locust's own algorithm, word for word in its steps: a histogram keyed by rounded time, walked in order. */
function byHistogram(times: readonly number[]) {
  const round = (ms: number): number => {
    const unit = ms < 100 ? 1 : ms < 1000 ? 10 : ms < 10_000 ? 100 : 1000;
    const units = ms / unit;
    const nearest = Math.round(units);
    return (nearest - units === 0.5 && nearest % 2 === 1 ? nearest - 1 : nearest) * unit;
  };
  const counts = new Map<number, number>();
  for (const ms of times) counts.set(round(ms), (counts.get(round(ms)) ?? 0) + 1);
  const ascending = [...counts.keys()].sort((a, b) => a - b);
  const percentile = (p: number): number => {
    let processed = 0;
    for (const key of [...ascending].reverse()) {
      processed += counts.get(key)!;
      if (times.length - processed <= Math.trunc(times.length * p)) return key;
    }
    throw new Error('no sample');
  };
  let position = (times.length - 1) / 2;
  let median = 0;
  for (const key of ascending) {
    if (position < counts.get(key)!) {
      median = key;
      break;
    }
    position -= counts.get(key)!;
  }
  return {
    medianMs: Math.trunc(Math.min(Math.max(...times), Math.max(Math.min(...times), median))),
    p50Ms: percentile(0.5),
    p66Ms: percentile(0.66),
    p75Ms: percentile(0.75),
    p80Ms: percentile(0.8),
    p90Ms: percentile(0.9),
    p95Ms: percentile(0.95),
    p98Ms: percentile(0.98),
    p99Ms: percentile(0.99),
    p100Ms: percentile(1),
  };
}

describe('locustRow', () => {
  test('of ten known times is the row worked out by hand', () => {
    // Rounded and sorted: 4 12 99 100 150 550 850 1200 3500 12000. P90 of 10 is the 1st largest, P50 the 5th.
    const times = [849.6, 3450.1, 99.9, 12, 11_999.9, 145.1, 4.2, 551, 1150, 99.4];
    expect(locustRow('List', histogram(times), 3, 117)).toEqual({
      name: 'List',
      requests: 10,
      failures: 3,
      avgMs: 1836, // 18361.2 / 10 = 1836.12, truncated
      minMs: 4,
      maxMs: 11_999, // truncated, although P100 rounds it up
      medianMs: 150, // lower middle: 5th smallest
      p50Ms: 550, // upper middle: 5th largest
      p66Ms: 850, // rank 10 - int(6.6) = 4
      p75Ms: 1200, // rank 10 - int(7.5) = 3
      p80Ms: 3500, // rank 2: 3450.1 is nearer to 3500
      p90Ms: 12_000,
      p95Ms: 12_000,
      p98Ms: 12_000,
      p99Ms: 12_000,
      p100Ms: 12_000,
      rps: 10 / 117,
    });
  });

  test('prints a percentile above the maximum where rounding raises it, as the report does for List Groups', () => {
    const printed = row([1956.4]);
    expect(printed.p99Ms).toBe(2000);
    expect(printed.maxMs).toBe(1956);
  });

  test('semantics F12, F13: clamps the median to the maximum and truncates it', () => {
    expect(row([1956.4]).medianMs).toBe(1956);
  });

  test('semantics F12: clamps the median to the minimum', () => {
    expect(row([2944.7, 2946]).medianMs).toBe(2944);
  });

  test('semantics F11: puts the same order statistics into 91 samples as the report has', () => {
    const times = Array.from({ length: 91 }, (_, i) => i + 1); // the k-th largest is 92 - k
    const printed = row(times);
    expect([printed.p50Ms, printed.p66Ms, printed.p75Ms, printed.p80Ms, printed.p90Ms]).toEqual(
      [46, 31, 23, 19, 10].map((rank) => 92 - rank),
    );
    expect([printed.p95Ms, printed.p98Ms, printed.p99Ms, printed.p100Ms]).toEqual([87, 90, 91, 91]);
    expect(printed.medianMs).toBe(46);
  });

  test('without a request has no figures and a rate of 0', () => {
    const empty = row([]);
    expect(empty).toMatchObject({
      requests: 0,
      avgMs: null,
      medianMs: null,
      p50Ms: null,
      p100Ms: null,
      rps: 0,
    });
  });

  test('semantics F14: divides by the last request of the run, not by the run time', () => {
    expect(row([1, 2, 3], 1.5).rps).toBe(2);
    expect(row([0], 0).rps).toBe(0);
  });

  test('refuses times that no request can have', () => {
    expect(() => row([1, Number.NaN])).toThrow(RangeError);
    expect(() => row([1, -0.1])).toThrow('this one is -0.1');
  });

  test('semantics F10, F11, F12: agrees with the histogram walk of Locust on any samples', () => {
    const time = fc.oneof(
      fc.double({ min: 0, max: 200, noNaN: true }),
      fc.double({ min: 0, max: 60_000, noNaN: true }),
      fc.integer({ min: 0, max: 30_000 }).map((halfMs) => halfMs / 2),
      fc.constantFrom(99.5, 100, 105, 995, 1000, 1050, 9950, 10_000, 10_500),
    );
    fc.assert(
      fc.property(fc.array(time, { minLength: 1, maxLength: 200 }), (times) => {
        expect(row(times)).toMatchObject(byHistogram(times));
      }),
      { numRuns: 500 },
    );
  });

  test('of two parts of a run is that of the whole', () => {
    const times = fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 50 });
    fc.assert(
      fc.property(times, times, (first, second) => {
        const whole = histogram(first);
        whole.addAll(histogram(second));
        expect(locustRow('x', whole, 0, 100)).toEqual(row([...first, ...second]));
      }),
    );
  });
});
