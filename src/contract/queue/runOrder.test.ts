import { expect, test } from 'vitest';
import { defaultOrder, orderAsText, type OrderText, readOrder } from './runOrder.ts';

const typed = (changes: Partial<OrderText>): OrderText => ({
  ...orderAsText(defaultOrder),
  ...changes,
});

test.each([
  [{}, defaultOrder],
  [
    { replications: '2', seed: '0', transient_s: '1e-9' },
    { replications: 2, seed: 0, transient_s: 1e-9 },
  ],
  [
    { replications: '1000', seed: '4294967295', transient_s: '1e9' },
    { replications: 1000, seed: 4_294_967_295, transient_s: 1e9 },
  ],
])('accepts %j', (changes, order) => {
  expect(readOrder(typed(changes))).toEqual({ order });
});

test.each([
  [{ replications: '1' }, 'replications is "1"; accepted: a whole number from 2 to 1000'],
  [{ replications: '12abc' }, 'replications is "12abc"; accepted: a whole number from 2 to 1000'],
  [{ replications: '' }, 'replications is empty; accepted: a whole number from 2 to 1000'],
  [{ seed: '1e9' }, 'seed is "1e9"; accepted: a whole number from 0 to 4294967295'],
  [{ transient_s: '0' }, 'transient_s is "0"; accepted: a number above 0, up to 1000000000'],
])('refuses %j', (changes, said) => {
  const read = readOrder(typed(changes));
  const faults = read.order === null ? read.faults : [];
  expect(faults.map(({ path, message }) => `${path} ${message}`)).toEqual([said]);
});

test('every field that is not accepted is a fault of its own', () => {
  const read = readOrder({ replications: 'x', seed: 'y', transient_s: 'z' });
  expect(read).toMatchObject({
    order: null,
    faults: [{ path: 'replications' }, { path: 'seed' }, { path: 'transient_s' }],
  });
});
