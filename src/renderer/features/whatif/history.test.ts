import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../sim/model/scenario.ts';
import { change, redo, settle, startHistory, undo } from './history.ts';

const scenario = (name: string): Scenario => ({ name }) as Scenario;
const [a, b, c] = [scenario('a'), scenario('b'), scenario('c')];

describe('history of edits', () => {
  it('goes back and forth over separate settings', () => {
    const history = change(change(startHistory(a), b, 'x'), c, 'y');
    const back = undo(history);
    expect(back.present).toBe(b);
    expect(undo(back).present).toBe(a);
    expect(undo(undo(back)).present).toBe(a);
    expect(redo(back).present).toBe(c);
    expect(redo(redo(back)).present).toBe(c);
  });

  it('makes one step of a drag and a new one after a rest', () => {
    const dragged = change(change(startHistory(a), b, 'x'), c, 'x');
    expect(undo(dragged).present).toBe(a);
    const rested = change(settle(change(startHistory(a), b, 'x')), c, 'x');
    expect(undo(rested).present).toBe(b);
  });

  it('forgets what was undone when something else is changed', () => {
    const history = change(undo(change(startHistory(a), b, 'x')), c, 'y');
    expect(history.future).toEqual([]);
    expect(undo(history).present).toBe(a);
  });
});
