import {
  Tooltip,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import {
  IconChartDots3,
  IconClipboardData,
  IconKeyboard,
  IconLayoutSidebar,
  IconMathFunction,
  IconMoon,
  IconStairsUp,
  IconSun,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Logo } from '../ui/Logo.tsx';
import styles from './ActivityBar.module.css';
import { useModel, useView } from './model.ts';
import { type Screen, screenLabels, screens } from './view.ts';

const icons: Readonly<Record<Screen, typeof IconSun>> = {
  baseline: IconClipboardData,
  'what-if': IconChartDots3,
  gap: IconStairsUp,
  queues: IconMathFunction,
};

/** Screens at the top, the page's own settings at the bottom. */
export function ActivityBar() {
  const { view } = useModel();
  const screen = useView((state) => state.screen);
  const libraryOpen = useView((state) => state.libraryOpen);
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return (
    <nav className={styles.bar} aria-label="Screens">
      <div className={styles.logo}>
        <Logo />
      </div>
      {screens.map((name) => {
        const Icon = icons[name];
        return (
          <a
            key={name}
            href={`#${name}`}
            className={styles.item}
            aria-current={name === screen ? 'page' : undefined}
            onClick={() => view.show(name)}
          >
            <Icon size={20} stroke={1.6} aria-hidden />
            {screenLabels[name]}
          </a>
        );
      })}
      <div className={styles.bottom}>
        {screen !== 'queues' && (
          <Tooltip
            label={libraryOpen ? 'Hide scenario library (L)' : 'Show scenario library (L)'}
            position="right"
            withArrow
          >
            <UnstyledButton
              className={styles.library}
              aria-expanded={libraryOpen}
              onClick={() => view.store.setState({ libraryOpen: !libraryOpen })}
            >
              <IconLayoutSidebar size={18} stroke={1.6} aria-hidden />
              Scenarios
            </UnstyledButton>
          </Tooltip>
        )}
        <Tool label="Keyboard shortcuts" onClick={() => view.store.setState({ helpOpen: true })}>
          <IconKeyboard size={18} stroke={1.6} aria-hidden />
        </Tool>
        <Tool
          label={dark ? 'Switch to light theme' : 'Switch to dark theme'}
          onClick={() => setColorScheme(dark ? 'light' : 'dark')}
        >
          {dark ? (
            <IconSun size={18} stroke={1.6} aria-hidden />
          ) : (
            <IconMoon size={18} stroke={1.6} aria-hidden />
          )}
        </Tool>
      </div>
    </nav>
  );
}

function Tool({
  label,
  onClick,
  children,
}: {
  label: string;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <Tooltip label={label} position="right" withArrow>
      <UnstyledButton className={styles.tool} aria-label={label} onClick={onClick}>
        {children}
      </UnstyledButton>
    </Tooltip>
  );
}
