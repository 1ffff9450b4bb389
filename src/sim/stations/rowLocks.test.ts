import { describe, expect, test } from 'vitest';
import { RowLocks } from './rowLocks.ts';
import { LineLinks } from './waitingLine.ts';

function locks() {
  const granted: number[] = [];
  return { locks: new RowLocks(new LineLinks(10), (owner) => granted.push(owner)), granted };
}

describe('row locks', () => {
  test('semantics A20: who waits for a row gets it first come first served when its holder is done', () => {
    const { locks: rows, granted } = locks();
    expect(rows.acquire(1, 7)).toBe(true);
    expect(rows.acquire(2, 7)).toBe(false);
    expect(rows.acquire(3, 7)).toBe(false);
    rows.releaseAll(1);
    expect(granted).toEqual([2]);
    rows.releaseAll(2);
    expect(granted).toEqual([2, 3]);
  });

  test('a holder may lock its row again, and other rows are free', () => {
    const { locks: rows } = locks();
    expect([rows.acquire(1, 7), rows.acquire(1, 7), rows.acquire(2, 8)]).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('who no longer waits is passed over', () => {
    const { locks: rows, granted } = locks();
    rows.acquire(1, 7);
    rows.acquire(2, 7);
    rows.acquire(3, 7);
    rows.withdraw(2);
    rows.releaseAll(1);
    expect(granted).toEqual([3]);
  });

  test('semantics A19: a circle of waits is a deadlock for those within it only', () => {
    const { locks: rows } = locks();
    rows.acquire(1, 7);
    rows.acquire(2, 8);
    rows.acquire(1, 8);
    expect(rows.isDeadlocked(1)).toBe(false);
    rows.acquire(2, 7);
    rows.acquire(3, 7);
    expect([1, 2, 3].map((owner) => rows.isDeadlocked(owner))).toEqual([true, true, false]);
  });
});
