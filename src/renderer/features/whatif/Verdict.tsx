import type { Shown } from './store.ts';
import { verdictOf } from './verdict.ts';
import styles from './WhatIf.module.css';
import { counted } from '../../../sim/counted.ts';

/** The answer in words. */
export function Verdict({ shown, stale }: { readonly shown: Shown; readonly stale: boolean }) {
  const { trial, scenario, kind } = shown;
  const none = (trial.capacityFailureRate.high ?? trial.capacityFailureRate.mean ?? 0) === 0;
  return (
    <div className={`${styles.verdict} ${none ? styles.holds : styles.fails}`}>
      <span className={styles.sign} aria-hidden>
        {none ? '✓' : '✕'}
      </span>
      <div>
        <p>{verdictOf(trial, scenario)}</p>
        <p className={styles.quiet}>
          {stale
            ? 'Of the settings before the last change.'
            : kind === 'preview'
              ? `Preview of ${counted(trial.replications, 'run')}: the precise result may differ. Brackets: range of these runs.`
              : `Brackets: where 95 % of single runs fall, from ${counted(trial.replications, 'run')}.`}
        </p>
      </div>
    </div>
  );
}
