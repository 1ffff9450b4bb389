import { expect, test } from 'vitest';
import { defaultOrder, orderFaults, type RunOrder } from './runOrder.ts';

const said = (changes: Partial<RunOrder>): string[] =>
  orderFaults({ ...defaultOrder, ...changes }).map(({ path, message }) => `${path} ${message}`);

test.each([
  {},
  { replications: 2, seed: 0, transient_s: 1e-9 },
  { replications: 1000, seed: 4_294_967_295, transient_s: 1e9 },
])('accepts %j', (changes) => {
  expect(said(changes)).toEqual([]);
});

test.each([
  [{ replications: 1 }, 'replications is 1; accepted: a whole number from 2 to 1000'],
  [{ replications: 1001 }, 'replications is 1001; accepted: a whole number from 2 to 1000'],
  [{ seed: 0.5 }, 'seed is 0.5; accepted: a whole number from 0 to 4294967295'],
  [{ seed: -1 }, 'seed is -1; accepted: a whole number from 0 to 4294967295'],
  [{ transient_s: 0 }, 'transient_s is 0; accepted: a number above 0, up to 1000000000'],
  [{ transient_s: 2e9 }, 'transient_s is 2000000000; accepted: a number above 0, up to 1000000000'],
])('refuses %j', (changes, message) => {
  expect(said(changes)).toEqual([message]);
});
