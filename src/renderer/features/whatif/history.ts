import type { Scenario } from '../../../sim/model/scenario.ts';

/** The scenario being edited, with the way back and forth. */
export interface History {
  readonly past: readonly Scenario[];
  readonly present: Scenario;
  readonly future: readonly Scenario[];
  /** Setting whose last change may still be overwritten, so that one drag of a slider is one step back. */
  readonly open: string | null;
}

const STEPS_KEPT = 200;

export function startHistory(present: Scenario): History {
  return { past: [], present, future: [], open: null };
}

/** Takes over a change of `setting`; one of the same setting while it is open replaces the last. */
export function change(history: History, next: Scenario, setting: string): History {
  const past =
    history.open === setting ? history.past : [...history.past, history.present].slice(-STEPS_KEPT);
  return { past, present: next, future: [], open: setting };
}

/** The next change is a step of its own. */
export function settle(history: History): History {
  return history.open === null ? history : { ...history, open: null };
}

export function undo(history: History): History {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: previous,
    future: [history.present, ...history.future],
    open: null,
  };
}

export function redo(history: History): History {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, open: null };
}
