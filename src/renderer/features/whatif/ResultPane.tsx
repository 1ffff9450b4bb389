import { memo } from 'react';
import { useBaseline, useModel, useWhatIf } from '../../app/model.ts';
import { JobBar } from '../../ui/JobBar.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { BusyState, ErrorState } from '../../ui/states.tsx';
import { useLasting } from '../../ui/useLasting.ts';
import { Causes } from './Causes.tsx';
import { Connections } from './Connections.tsx';
import { ResultTable } from './ResultTable.tsx';
import { UncertaintyNote } from './UncertaintyNote.tsx';
import { RunControls } from './RunControls.tsx';
import { isStale } from './selectors.ts';
import type { Shown } from './store.ts';
import { Verdict } from './Verdict.tsx';
import styles from './WhatIf.module.css';

/** A preview mostly comes sooner; the mark and the sentence say at once that the settings have moved. */
const DIMMED_AFTER_MS = 150;

/** What the settings lead to: in a sentence, in Locust's table, by cause, and in slots over time. */
export const ResultPane = memo(() => {
  const { whatIf } = useModel();
  const shown = useWhatIf((state) => state.shown);
  const stale = useWhatIf(isStale);
  const phase = useWhatIf((state) => state.phase);
  const jobId = useWhatIf((state) => state.jobId);
  const runError = useWhatIf((state) => state.runError);
  return (
    <div className={styles.result}>
      <Panel title="Predicted result" actions={<RunControls />} flush>
        {phase === 'refining' && (
          <div className={styles.job}>
            <JobBar
              title="Precise result"
              job={jobId === null ? 'starting' : { jobId }}
              onCancel={() => void whatIf.cancel()}
            />
          </div>
        )}
        {phase === 'failed' && (
          <ErrorState
            title="The simulation failed"
            message={runError ?? ''}
            retry={{ label: 'Run again', run: () => whatIf.run() }}
          />
        )}
        {phase === 'invalid' && (
          <ErrorState
            title="These settings are not accepted"
            message="Nothing is simulated until the marked settings are mended; what is below is of the settings before."
          />
        )}
        {shown === null && phase !== 'failed' && phase !== 'invalid' && (
          <BusyState message="Simulating …" />
        )}
        {shown !== null && <Result shown={shown} stale={stale} />}
      </Panel>
    </div>
  );
});

function Result({ shown, stale }: { readonly shown: Shown; readonly stale: boolean }) {
  const { trial, scenario } = shown;
  const measurement = useBaseline((baseline) => baseline.measured?.measurement ?? null);
  const dimmed = useLasting(stale, DIMMED_AFTER_MS);
  return (
    <div
      className={styles.body}
      data-stale={stale || undefined}
      data-dimmed={dimmed || undefined}
      data-preview={shown.kind === 'preview' || undefined}
    >
      <Verdict shown={shown} stale={stale} />
      <ResultTable trial={trial} measurement={measurement} />
      <UncertaintyNote uncertainty={trial.uncertainty} />
      <div className={styles.charts}>
        <Causes trial={trial} />
        <Connections trial={trial} scenario={scenario} />
      </div>
    </div>
  );
}
