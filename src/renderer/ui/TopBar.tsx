import { Tooltip } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import type { BarFigure, Trust } from '../app/topBar.ts';
import badge from './Badge.module.css';
import styles from './TopBar.module.css';

interface Props {
  readonly title: string;
  readonly subtitle: string;
  readonly figures: readonly BarFigure[];
  readonly trust?: Trust;
  /** What the figures are: measured, a preview, a precise result. */
  readonly status: ReactNode;
  readonly actions?: ReactNode;
}

const trustText: Readonly<Record<Trust, string>> = {
  calibrated: 'Parameters are fitted to the measured run.',
  'default parameters': 'Nothing is fitted: parameters are documented defaults and guesses.',
  extrapolated: 'Beyond twice the measured load: the answer comes from the model, not from data.',
};

/** Title of a screen and its headline figures, in the order of Locust's own bar. */
export function TopBar({ title, subtitle, figures, trust, status, actions }: Props) {
  return (
    <header className={styles.frame}>
      <div className={styles.bar}>
        <div className={styles.heading}>
          <h1>{title}</h1>
          <p>{subtitle}</p>
        </div>
        <dl className={styles.figures} aria-label="Headline figures">
          {figures.map((figure) => (
            <Figure key={figure.label} {...figure} />
          ))}
        </dl>
        <div className={styles.side}>
          <div className={styles.marks}>
            {status}
            {trust !== undefined && (
              <Tooltip label={trustText[trust]} multiline maw={320} withArrow>
                <span className={`${badge.badge} ${lookOf(trust)}`}>{trust}</span>
              </Tooltip>
            )}
          </div>
          {actions}
        </div>
      </div>
    </header>
  );
}

const Figure = memo(({ label, value, range, hint }: BarFigure) => (
  <Tooltip label={hint} multiline maw={340} withArrow>
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd>
        {value}
        {range !== '' && <small>{range}</small>}
      </dd>
    </div>
  </Tooltip>
));

function lookOf(trust: Trust): string | undefined {
  if (trust === 'calibrated') return badge.calibrated;
  return trust === 'extrapolated' ? badge.extrapolated : badge.guess;
}
