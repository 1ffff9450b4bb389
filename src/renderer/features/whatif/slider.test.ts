import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromSlider, sliderSteps, toSlider } from './slider.ts';

const cores = { min: 0.5, max: 32, step: 0.5 };
const users = { min: 1, max: 1000, step: 1 };

describe('slider', () => {
  it('walks a short range in its own steps', () => {
    expect(sliderSteps(cores)).toBe(63);
    expect(fromSlider(1, cores)).toBe(1);
    expect(toSlider(3, cores)).toBe(5);
    expect(fromSlider(7, { min: 0, max: 5, step: 0.1 })).toBe(0.7);
  });

  it('walks a wide range in ratios, so that small values can be hit', () => {
    expect(fromSlider(0, users)).toBe(1);
    expect(fromSlider(sliderSteps(users), users)).toBe(1000);
    expect(fromSlider(sliderSteps(users) / 2, users)).toBe(32);
  });

  it('never leaves its range and never goes back as it moves on', () => {
    fc.assert(
      fc.property(fc.constantFrom(cores, users), fc.nat(200), (range, at) => {
        const position = Math.min(at, sliderSteps(range) - 1);
        const value = fromSlider(position, range);
        expect(value).toBeGreaterThanOrEqual(range.min);
        expect(value).toBeLessThanOrEqual(range.max);
        expect(fromSlider(position + 1, range)).toBeGreaterThanOrEqual(value);
      }),
    );
  });
});
