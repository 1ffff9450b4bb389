import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useHost, useModel, useWhatIf } from '../../app/model.ts';
import { isCurrent } from './selectors.ts';
import { REPLICATIONS } from './store.ts';
import styles from './WhatIf.module.css';

/** What happens next, and the way to have it now. */
export function RunControls() {
  const { whatIf } = useModel();
  const state = useWhatIf((whatIfState) => whatIfState);
  const ready = useHost((host) => host.status === 'ready');
  const { phase, shown } = state;
  const precise = shown?.kind === 'precise' && isCurrent(state);
  if (phase === 'refining') return null;
  if (precise) return <span className={styles.quiet}>stored · seed {shown.trial.seed}</span>;
  return (
    <>
      {phase === 'previewed' && (
        <span className={styles.quiet}>precise result follows when settings rest</span>
      )}
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconPlayerPlay size={12} aria-hidden />}
        disabled={!ready || phase === 'invalid'}
        onClick={() => whatIf.run()}
      >
        Run {REPLICATIONS} replications
      </Button>
    </>
  );
}
