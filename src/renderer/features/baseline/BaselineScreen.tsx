import { safeFigure, measuredBar } from '../../app/topBar.ts';
import { useBaseline, useGap, useModel } from '../../app/model.ts';
import { BASELINE } from '../../app/baseline.ts';
import { TopBar } from '../../ui/TopBar.tsx';
import { BusyState, ErrorState } from '../../ui/states.tsx';
import badge from '../../ui/Badge.module.css';
import { sameSystem } from '../gap/selectors.ts';
import styles from './Baseline.module.css';
import { FailureAutopsy } from './FailureAutopsy.tsx';
import { FitPanel } from './FitPanel.tsx';
import { MeasuredTables } from './MeasuredTables.tsx';
import { Remarks } from './Remarks.tsx';

/** The measured run: its tables, what its failures were, what contradicts itself, and how well the model fits. */
export function BaselineScreen() {
  const { baseline } = useModel();
  const { status, error, measured, scenario } = useBaseline((state) => state);
  const stored = useGap((state) => state.stored);
  if (status === 'failed') {
    return (
      <ErrorState
        title={`The measurement ${BASELINE.measurement} cannot be read`}
        message={error ?? ''}
        retry={{ label: 'Try again', run: () => void baseline.load() }}
      />
    );
  }
  if (measured === null) return <BusyState message="Reading the measurement …" />;
  const { measurement, autopsy, remarks } = measured;
  const safe = safeFigure(stored?.result ?? null, 'as-tested', sameSystem(stored, scenario));
  return (
    <>
      <TopBar
        title="Baseline"
        subtitle={measurement.title}
        figures={measuredBar(measurement, safe)}
        status={<span className={`${badge.badge} ${badge.measured}`}>measured</span>}
      />
      <div className={styles.scroll}>
        <div className={styles.grid}>
          <MeasuredTables measurement={measurement} />
          <FailureAutopsy autopsy={autopsy} />
          <FitPanel />
          <Remarks remarks={remarks} />
        </div>
      </div>
    </>
  );
}
