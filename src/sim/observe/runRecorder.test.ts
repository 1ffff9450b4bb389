import { describe, expect, test } from 'vitest';
import { RunRecorder } from './runRecorder.ts';

describe('the record of a run', () => {
  test('keeps the most slots of each second, also of those in which nothing changed', () => {
    const recorder = new RunRecorder(1, 5);
    recorder.slotsChanged(0, 2);
    recorder.slotsChanged(1.2, 5);
    recorder.slotsChanged(1.4, 3);
    recorder.slotsChanged(3.5, 1);
    expect(recorder.meanSlots()).toBeCloseTo((2 * 1.2 + 5 * 0.2 + 3 * 2.1 + 1 * 1.5) / 5, 12);
    expect([...recorder.mostSlotsOver]).toEqual([2, 5, 3, 3, 1]);
    expect(recorder.everyS).toBe(1);
  });

  test('of a day has one value for each 24 seconds and loses no peak', () => {
    const day = 86_400;
    const recorder = new RunRecorder(1, day);
    recorder.slotsChanged(0, 1);
    recorder.slotsChanged(50_000.1, 97);
    recorder.slotsChanged(50_000.2, 1);
    recorder.meanSlots();
    expect(recorder.everyS).toBe(24);
    expect(recorder.mostSlotsOver).toHaveLength(3600);
    expect(recorder.mostSlotsOver[Math.floor(50_000 / 24)]).toBe(97);
    expect(recorder.mostSlotsOver.reduce((sum, slots) => sum + slots, 0)).toBe(3600 + 96);
  });

  test('takes no more room for a million requests than for a hundred', () => {
    const room = (requests: number): number => {
      const recorder = new RunRecorder(1, 120);
      for (let i = 0; i < requests; i++) recorder.requestEnded(0, 0, 0, (i % 100) / 10, 200, 0);
      return JSON.stringify(recorder).length;
    };
    expect(room(1_000_000)).toBeLessThan(room(100) * 1.5);
  });
});
