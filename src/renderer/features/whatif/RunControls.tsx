import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { memo } from 'react';
import { useHost, useModel, useWhatIf } from '../../app/model.ts';
import { isCurrent } from './selectors.ts';
import { REPLICATIONS } from './store.ts';
import styles from './WhatIf.module.css';

/** What happens next, and the way to have it now. */
export const RunControls = memo(() => {
  const { whatIf } = useModel();
  const ready = useHost((host) => host.status === 'ready');
  const phase = useWhatIf((state) => state.phase);
  const preciseSeed = useWhatIf((state) =>
    state.shown?.kind === 'precise' && isCurrent(state) ? state.shown.trial.seed : null,
  );
  if (phase === 'refining') return null;
  if (preciseSeed !== null)
    return <span className={styles.quiet}>stored · seed {preciseSeed}</span>;
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
});
