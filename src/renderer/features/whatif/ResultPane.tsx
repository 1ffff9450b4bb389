import { useBaseline, useModel, useWhatIf } from '../../app/model.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { ALERT_SHARE, ConnectionsChart } from '../../charts/ConnectionsChart.tsx';
import { JobBar } from '../../ui/JobBar.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { count, interval } from '../../ui/format.ts';
import { BusyState, ErrorState } from '../../ui/states.tsx';
import { Causes } from './Causes.tsx';
import { ResultTable } from './ResultTable.tsx';
import { UncertaintyNote } from './UncertaintyNote.tsx';
import { RunControls } from './RunControls.tsx';
import { connectionsData, connectionsSentence, isCurrent } from './selectors.ts';
import type { Shown } from './store.ts';
import { Verdict } from './Verdict.tsx';
import styles from './WhatIf.module.css';

/** What the settings lead to: in a sentence, in Locust's table, by cause, and in slots over time. */
export function ResultPane() {
  const { whatIf } = useModel();
  const state = useWhatIf((whatIfState) => whatIfState);
  const { shown, phase, jobId, runError } = state;
  const stale = shown !== null && !isCurrent(state);
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
}

function Result({ shown, stale }: { readonly shown: Shown; readonly stale: boolean }) {
  const { trial, scenario } = shown;
  const measurement = useBaseline((baseline) => baseline.measured?.measurement ?? null);
  const data = connectionsData(trial, scenario);
  const summary = connectionsSentence(trial, ALERT_SHARE);
  return (
    <div
      className={styles.body}
      data-stale={stale || undefined}
      data-preview={shown.kind === 'preview' || undefined}
    >
      <Verdict shown={shown} stale={stale} />
      <ResultTable trial={trial} measurement={measurement} />
      <UncertaintyNote uncertainty={trial.uncertainty} />
      <div className={styles.charts}>
        <Causes trial={trial} />
        <ChartFrame
          title="Connections"
          summary={summary}
          table={{
            head: ['s', 'slots, mean', 'range of runs'],
            rows: data.mean.map((mean, second) => [
              count(second),
              count(mean),
              interval(data.low[second], data.high[second], count),
            ]),
          }}
        >
          {(width) => <ConnectionsChart data={data} width={width} summary={summary} />}
        </ChartFrame>
      </div>
    </div>
  );
}
