import { createStore, type StoreApi } from 'zustand/vanilla';

export const screens = ['baseline', 'what-if', 'gap', 'queues'] as const;
export type Screen = (typeof screens)[number];
export const screenLabels: Readonly<Record<Screen, string>> = {
  baseline: 'Baseline',
  'what-if': 'What-if',
  gap: 'Gap',
  queues: 'Queues',
};

/** In a narrower window, px, the library would push tables and settings out of sight. */
const LEAST_WIDTH_FOR_LIBRARY = 1440;

export interface ViewState {
  readonly screen: Screen;
  readonly libraryOpen: boolean;
  readonly helpOpen: boolean;
  readonly saveOpen: boolean;
  /** The last thing said to screen readers, with a number so that the same words are said again. */
  readonly announcement: { readonly text: string; readonly serial: number };
}

export interface View {
  readonly store: StoreApi<ViewState>;
  show(screen: Screen): void;
  announce(text: string): void;
}

/** What is on screen, apart from any document. */
export function createView(): View {
  const store = createStore<ViewState>(() => ({
    screen: screenOf(globalThis.location?.hash ?? '') ?? 'baseline',
    libraryOpen: globalThis.innerWidth >= LEAST_WIDTH_FOR_LIBRARY,
    helpOpen: false,
    saveOpen: false,
    announcement: { text: '', serial: 0 },
  }));
  return {
    store,
    show: (screen) => store.setState({ screen }),
    announce: (text) =>
      store.setState(({ announcement: { serial } }) => ({
        announcement: { text, serial: serial + 1 },
      })),
  };
}

/** The screen that a location hash names: `#gap`. */
export function screenOf(hash: string): Screen | null {
  return screens.find((screen) => hash === `#${screen}`) ?? null;
}
