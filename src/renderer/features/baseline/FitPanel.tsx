import { Button } from '@mantine/core';
import { IconAdjustmentsCheck } from '@tabler/icons-react';
import { useBaseline, useHost, useModel } from '../../app/model.ts';
import { JobBar } from '../../ui/JobBar.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { instant, percent, took } from '../../ui/format.ts';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import styles from './Baseline.module.css';
import { FitScore } from './FitScore.tsx';
import { ParameterTable } from './ParameterTable.tsx';
import { Residuals } from './Residuals.tsx';
import { Trust } from './Trust.tsx';
import { counted } from '../../../sim/counted.ts';

/** How well the simulator gives the measured run back, and with what parameters. */
export function FitPanel() {
  const { baseline } = useModel();
  const { calibration, scenario, job, jobError, unfinished } = useBaseline((state) => state);
  const ready = useHost((host) => host.status === 'ready');
  const note =
    calibration === null
      ? 'Built-in calibration: the scenario carries its fitted values.'
      : `Calibration of ${instant(calibration.entry.createdAt)}, seed ${calibration.result.seed}, ${counted(calibration.result.replications, 'replication')} per cell, took ${took(calibration.entry.elapsedMs)}.`;
  const calibrate = (): void => void baseline.calibrate();
  return (
    <Panel
      title="Fit"
      note={note}
      actions={
        job === null && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconAdjustmentsCheck size={14} aria-hidden />}
            disabled={!ready}
            onClick={calibrate}
          >
            {unfinished === null
              ? 'Run calibration'
              : `Resume calibration at ${percent(unfinished.progress)}`}
          </Button>
        )
      }
    >
      <div className={styles.stack}>
        {job !== null && (
          <JobBar title="Calibration" job={job} onCancel={() => void baseline.cancel()} />
        )}
        {jobError !== null && (
          <ErrorState
            title="The calibration failed"
            message={jobError}
            retry={{ label: 'Run calibration again', run: calibrate }}
          />
        )}
        {calibration === null ? (
          <EmptyState
            title="No residuals on this machine yet"
            message="A calibration simulates the measured run with thousands of candidate parameters, keeps those that explain the report, and shows cell by cell how their runs compare with it. It can be stopped and resumed."
          />
        ) : (
          <>
            <FitScore calibration={calibration.result} />
            <Residuals calibration={calibration.result} />
            <Trust calibration={calibration.result} />
          </>
        )}
        {scenario !== null && (
          <ParameterTable calibration={calibration?.result ?? null} scenario={scenario} />
        )}
      </div>
    </Panel>
  );
}
