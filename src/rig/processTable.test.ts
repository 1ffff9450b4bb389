import { expect, it } from 'vitest';
import { busyTicks, familyTicks, processEntry, processTable } from './processTable.ts';

it('reads parent and CPU of a process whose name is hard to read', () => {
  const stat = '812 (a) b (c) S 7 812 812 0 -1 4194304 100 200 0 0 11 5 3 1 20 0 1 0 777 1000 50';
  expect(processEntry(stat)).toEqual({ pid: 812, parent: 7, ticks: 20 });
  expect(processEntry('')).toBeNull();
});

it('counts as busy what the cores did or had taken from them, not what they waited', () => {
  expect(busyTicks('cpu  100 20 30 5000 400 1 2 7 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n')).toBe(160);
});

it('adds up a process and all that descend from it, in whatever order they are listed', () => {
  const entries = [
    { pid: 30, parent: 20, ticks: 4 },
    { pid: 10, parent: 1, ticks: 1 },
    { pid: 20, parent: 10, ticks: 2 },
    { pid: 40, parent: 1, ticks: 100 },
  ];
  expect(familyTicks(entries, [10])).toBe(7);
  expect(familyTicks(entries, [20, 40])).toBe(106);
});

it.runIf(process.platform === 'linux')('finds this very process', () => {
  const own = processTable().find(({ pid }) => pid === process.pid);
  expect(own).toMatchObject({ parent: process.ppid });
});
