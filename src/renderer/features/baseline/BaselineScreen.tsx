import { Button, Select } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { safeFigure, measuredBar } from '../../app/topBar.ts';
import { useBaseline, useGap, useImports, useModel } from '../../app/model.ts';
import { BASELINE } from '../../app/baseline.ts';
import { TopBar } from '../../ui/TopBar.tsx';
import { BusyState, ErrorState } from '../../ui/states.tsx';
import badge from '../../ui/Badge.module.css';
import { sameSystem } from '../gap/selectors.ts';
import styles from './Baseline.module.css';
import { FailureAutopsy } from './FailureAutopsy.tsx';
import { FitPanel } from './FitPanel.tsx';
import { MeasuredTables } from './MeasuredTables.tsx';
import { chosenFile } from '../../platform/files.ts';
import { ImportScreen } from '../import/ImportScreen.tsx';
import { Remarks } from './Remarks.tsx';
import { TestShapePanel } from './TestShapePanel.tsx';

/** The measured run: its tables, what its failures were, what contradicts itself, and how well the model fits. */
export function BaselineScreen() {
  const importing = useImports((state) => state.open);
  return importing ? <ImportScreen /> : <MeasuredScreen />;
}

function MeasuredScreen() {
  const { baseline, imports } = useModel();
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
        actions={<Actions name={measurement.name} />}
      />
      <div
        className={styles.scroll}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          const { files } = event.dataTransfer;
          if (files.length > 0) void imports.add([...files].map(chosenFile));
        }}
      >
        <div className={styles.grid}>
          <MeasuredTables measurement={measurement} />
          <FailureAutopsy autopsy={autopsy} />
          {measurement.name === BASELINE.measurement && <FitPanel />}
          <Remarks remarks={remarks} />
          <TestShapePanel autopsy={autopsy} />
        </div>
      </div>
    </>
  );
}

/** Which measurement is shown, and the way to another. */
function Actions({ name }: { readonly name: string }) {
  const { baseline, imports } = useModel();
  const entries = useBaseline((state) => state.entries);
  return (
    <div className={styles.actions}>
      {entries.length > 1 && (
        <Select
          size="xs"
          aria-label="Measurement"
          allowDeselect={false}
          data={entries.map((entry) => entry.name)}
          value={name}
          onChange={(chosen) => chosen !== null && void baseline.open(chosen)}
        />
      )}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconFileImport size={14} aria-hidden />}
        onClick={() => imports.show()}
      >
        Import
      </Button>
    </div>
  );
}
