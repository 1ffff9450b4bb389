import { useHotkeys } from '@mantine/hooks';
import { useEffect } from 'react';
import { obstacleOf } from '../features/whatif/selectors.ts';
import { useModel } from './model.ts';
import { screenLabels, screenOf, screens } from './view.ts';

/** What the keyboard does, for the dialog that lists it. `mod` is Ctrl, or Command on a Mac. */
export const shortcuts: readonly (readonly [keys: string, action: string])[] = [
  [
    screens.map((_, i) => i + 1).join(' · '),
    screens.map((screen) => screenLabels[screen]).join(', '),
  ],
  ['Ctrl + S', 'Save scenario'],
  ['Ctrl + Z', 'Undo the last change of a setting'],
  ['Ctrl + Shift + Z', 'Redo it'],
  ['Ctrl + Enter', 'Run the precise result, or on Queues the network, now'],
  ['Enter in a setting', 'Take the value over and run'],
  ['↑ ↓ in a setting', 'One step up or down; Page Up and Page Down on a slider: ten'],
  ['L', 'Show or hide the scenario library'],
  ['?', 'This list'],
];

export function useShortcuts(): void {
  const { view, whatIf, queues } = useModel();
  const save = (): void => {
    const state = whatIf.store.getState();
    view.store.setState({ saveOpen: state.history !== null && obstacleOf(state) === null });
  };
  const run = (): void => {
    if (view.store.getState().screen === 'queues') queues.run();
    else whatIf.run();
  };
  useHotkeys([
    ...screens.map((screen, i) => [String(i + 1), () => view.show(screen)] as [string, () => void]),
    ['L', () => view.store.setState(({ libraryOpen }) => ({ libraryOpen: !libraryOpen }))],
    ['shift+?', () => view.store.setState({ helpOpen: true })],
    ['mod+Z', () => whatIf.undo()],
    ['mod+shift+Z', () => whatIf.redo()],
  ]);
  // These make sense while a field has the focus, too.
  useHotkeys(
    [
      ['mod+S', save],
      ['mod+Enter', run],
    ],
    [],
  );
  useEffect(() => {
    const follow = (): void => {
      const screen = screenOf(globalThis.location.hash);
      if (screen !== null) view.show(screen);
    };
    globalThis.addEventListener('hashchange', follow);
    return () => globalThis.removeEventListener('hashchange', follow);
  }, [view]);
}
