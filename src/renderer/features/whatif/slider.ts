import type { NumberKnob } from './knobs.ts';

type Range = Pick<NumberKnob, 'min' | 'max' | 'step'>;

/** A range as wide as this, in steps and in ratio, is walked in equal ratios, so that its small values can be hit. */
const MANY_STEPS = 300;
const WIDE_RATIO = 20;
const RATIO_STEPS = 200;

function isLogarithmic({ min, max, step }: Range): boolean {
  return min > 0 && max / min >= WIDE_RATIO && (max - min) / step >= MANY_STEPS;
}

/** Positions of the slider besides 0. */
export function sliderSteps(range: Range): number {
  return isLogarithmic(range) ? RATIO_STEPS : Math.round((range.max - range.min) / range.step);
}

/** Position of a value within the range. */
export function toSlider(value: number, range: Range): number {
  const { min, max, step } = range;
  if (!isLogarithmic(range)) return Math.round((value - min) / step);
  return Math.round((Math.log(value / min) / Math.log(max / min)) * RATIO_STEPS);
}

/** Value at a position: a multiple of the step, without the dust of binary fractions. */
export function fromSlider(position: number, range: Range): number {
  const { min, max, step } = range;
  const raw = isLogarithmic(range)
    ? min * (max / min) ** (position / RATIO_STEPS)
    : min + position * step;
  const stepped = isLogarithmic(range) ? Math.max(min, Math.round(raw / step) * step) : raw;
  return Number(Math.min(max, stepped).toFixed(6));
}
