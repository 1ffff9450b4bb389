import { describe, expect, it } from 'vitest';
import { count, interval, isThin, ms, msCell, percent, percentCell, took } from './format.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('numbers on screen', () => {
  it('prints times in ms up to 9,999 and in s with one decimal above', () => {
    expect(plain(ms(3467))).toBe('3,467 ms');
    expect(plain(ms(9999))).toBe('9,999 ms');
    expect(plain(ms(9999.7))).toBe('10.0 s');
    expect(plain(ms(12_340))).toBe('12.3 s');
    expect(msCell(7710)).toBe('7,710');
  });

  it('prints percent with one decimal and never calls something nothing', () => {
    expect(plain(percent(0.7254))).toBe('72.5 %');
    expect(plain(percent(0))).toBe('0.0 %');
    expect(plain(percent(0.0001))).toBe('< 0.1 %');
  });

  it('keeps a decimal of a small mean count and groups thousands of a large one', () => {
    expect(count(0.4)).toBe('0.4');
    expect(count(34.6)).toBe('35');
    expect(count(12_345)).toBe('12,345');
    expect(count(7)).toBe('7');
  });

  it('prints intervals in brackets and nothing where a bound is missing', () => {
    expect(plain(interval(0.032, 0.051, percentCell))).toBe('[3.2, 5.1]');
    expect(interval(null, 3, count)).toBe('');
  });

  it('prints both ends of an interval in one unit', () => {
    expect(plain(interval(950, 9999, msCell))).toBe('[950, 9,999]');
    expect(plain(interval(1950, 12_340, msCell))).toBe('[2.0 s, 12.3 s]');
    expect(plain(interval(950, 12_340, msCell))).toBe('[0.95 s, 12.3 s]');
  });

  it('prints no short time as none beside a long one', () => {
    expect(plain(interval(4, 12_340, msCell))).toBe('[0.004 s, 12.3 s]');
    expect(plain(interval(0, 12_340, msCell))).toBe('[0 s, 12.3 s]');
  });

  it('says that a value is missing', () => {
    expect(ms(null)).toBe('–');
    expect(percent(undefined)).toBe('–');
  });

  it('calls a percentile thin where fewer than five values lie beyond it', () => {
    expect(isThin(91, 0.95)).toBe(true);
    expect(isThin(100, 0.95)).toBe(false);
    expect(isThin(57, 0.9)).toBe(false);
    expect(isThin(49, 0.9)).toBe(true);
  });

  it('prints how long something took', () => {
    expect(plain(took(840))).toBe('840 ms');
    expect(plain(took(12_300))).toBe('12.3 s');
    expect(plain(took(125_000))).toBe('2 min 5 s');
  });
});
