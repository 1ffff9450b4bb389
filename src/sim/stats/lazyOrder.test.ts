import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StreamBank } from '../kernel/randomStreams.ts';
import { LazyOrder } from './lazyOrder.ts';
import { BINS } from './logHistogram.ts';

/** More values than there are bins, many of them equal, some beyond the range of the bins. */
const many = (() => {
  const bank = new StreamBank(5, 'values', 1);
  const beyond = [0, 1e-300, 1e-12, 1e7, 1e300];
  const values = Array.from({ length: 2 * BINS }, () => -Math.log(bank.uniform(0)));
  return Float64Array.from([...values, ...values.slice(0, 5000), ...beyond, ...beyond]);
})();

test('gives for each rank what sorting gives, in whatever order ranks are asked', () => {
  const sorted = many.slice().sort();
  const rank = fc.integer({ min: 0, max: many.length - 1 });
  fc.assert(
    fc.property(fc.array(rank, { minLength: 1, maxLength: 50 }), (ranks) => {
      const order = new LazyOrder([many.subarray(0, 9000), many.subarray(9000)]);
      expect(ranks.map((own) => order.at(own))).toEqual(ranks.map((own) => sorted[own]));
    }),
    { numRuns: 20 },
  );
  const all = new LazyOrder([many.subarray(0, 9000), many.subarray(9000)]);
  expect([0, 1e-20, 5, 1e8, Infinity].map((value) => all.below(value))).toEqual(
    [0, 1e-20, 5, 1e8, Infinity].map((value) => many.filter((own) => own < value).length),
  );
  expect(Float64Array.from(many, (_, own) => all.at(own))).toEqual(sorted);
});

test('sorts few values at once, and leaves what it was given as it was', () => {
  const given = Float64Array.of(3, 0, 2);
  const order = new LazyOrder([given]);
  expect([0, 1, 2].map((own) => order.at(own))).toEqual([0, 2, 3]);
  expect([...given]).toEqual([3, 0, 2]);
});
