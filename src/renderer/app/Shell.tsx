import { BaselineScreen } from '../features/baseline/BaselineScreen.tsx';
import { GapScreen } from '../features/gap/GapScreen.tsx';
import { LibrarySidebar } from '../features/library/LibrarySidebar.tsx';
import { SaveDialog } from '../features/library/SaveDialog.tsx';
import { QueuesScreen } from '../features/queues/QueuesScreen.tsx';
import { WhatIfScreen } from '../features/whatif/WhatIfScreen.tsx';
import { PanelBoundary } from '../ui/PanelBoundary.tsx';
import { ActivityBar } from './ActivityBar.tsx';
import { ConnectionScreen, LostHostBanner } from './ConnectionState.tsx';
import { useHost, useView } from './model.ts';
import styles from './Shell.module.css';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { useShortcuts } from './shortcuts.ts';
import { type Screen, screenLabels } from './view.ts';

const views: Readonly<Record<Screen, () => React.ReactNode>> = {
  baseline: BaselineScreen,
  'what-if': WhatIfScreen,
  gap: GapScreen,
  queues: QueuesScreen,
};

/** Activity bar, library and the chosen screen. */
export function Shell() {
  useShortcuts();
  const screen = useView((view) => view.screen);
  const libraryOpen = useView((view) => view.libraryOpen);
  const { text, serial } = useView((view) => view.announcement);
  const connected = useHost((host) => host.info !== null);
  const View = views[screen];
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip} onClick={focusMain}>
        Skip to content
      </a>
      <ActivityBar />
      {connected && libraryOpen && screen !== 'queues' && <LibrarySidebar />}
      <main id="main" tabIndex={-1} className={styles.main} aria-label={screenLabels[screen]}>
        <LostHostBanner />
        {connected ? (
          <PanelBoundary key={screen} title={screenLabels[screen]}>
            <View />
          </PanelBoundary>
        ) : (
          <ConnectionScreen />
        )}
      </main>
      <div className="visually-hidden" role="status" aria-live="polite">
        {/* The same words twice are two announcements. */}
        <span key={serial}>{text}</span>
      </div>
      <SaveDialog />
      <ShortcutsDialog />
    </div>
  );
}

function focusMain(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
