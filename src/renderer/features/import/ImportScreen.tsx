import { Button, Progress, TextInput } from '@mantine/core';
import { useState } from 'react';
import { measuredUsers } from '../../../contract/api.ts';
import { readNumber } from '../../../contract/numberText.ts';
import { measuredBar, safeFigure } from '../../app/topBar.ts';
import { useImports, useModel } from '../../app/model.ts';
import { TopBar } from '../../ui/TopBar.tsx';
import badge from '../../ui/Badge.module.css';
import controls from '../../ui/controls.module.css';
import { NumberField } from '../../ui/NumberField.tsx';
import { percent } from '../../ui/format.ts';
import { ErrorState } from '../../ui/states.tsx';
import { FailureAutopsy } from '../baseline/FailureAutopsy.tsx';
import { MeasuredTables } from '../baseline/MeasuredTables.tsx';
import { Remarks } from '../baseline/Remarks.tsx';
import { TestShapePanel } from '../baseline/TestShapePanel.tsx';
import { DropZone } from './DropZone.tsx';
import { FilesRead, SettingsFound } from './FilesRead.tsx';
import { needsUsers } from './store.ts';
import styles from './Import.module.css';

/** Files of a run, read and looked at before anything is stored. */
export function ImportScreen() {
  const { imports } = useModel();
  const { status, preview, errors } = useImports((state) => state);
  const measured = preview?.measured ?? null;
  return (
    <>
      <TopBar
        title="Import"
        subtitle={measured?.measurement.title ?? 'a load test and the settings of its servers'}
        figures={
          measured === null
            ? []
            : measuredBar(measured.measurement, safeFigure(null, 'as-tested', false))
        }
        status={<span className={`${badge.badge} ${badge.measured}`}>nothing is stored yet</span>}
        actions={
          <div className={styles.actions}>
            <Button size="xs" variant="default" onClick={() => imports.close()}>
              Leave
            </Button>
            {measured !== null && <SaveForm />}
          </div>
        }
      />
      <div className={styles.scroll}>
        <div className={styles.grid}>
          <DropZone />
          {status === 'reading' && <Reading />}
          {errors.length > 0 && (
            <ErrorState
              title={status === 'failed' ? 'The import was refused' : 'It cannot be stored'}
              message={errors.join('\n')}
            />
          )}
          {needsUsers(errors) && <UsersForm />}
          {preview !== null && (
            <>
              <FilesRead preview={preview} />
              {measured !== null && (
                <>
                  <FailureAutopsy autopsy={measured.autopsy} />
                  <Remarks remarks={measured.remarks} />
                  <TestShapePanel autopsy={measured.autopsy} />
                  <MeasuredTables measurement={measured.measurement} />
                </>
              )}
              <SettingsFound settings={preview.settings} />
            </>
          )}
        </div>
      </div>
    </>
  );
}

function UsersForm() {
  const { imports } = useModel();
  const users = useImports((state) => state.users);
  const [text, setText] = useState(users === null ? '' : String(users));
  const read = readNumber(text, measuredUsers);
  // Nothing is said yet in an empty field.
  const faulty = text.trim() !== '' && read.fault !== null;
  const take = (): void => {
    if (read.fault === null && read.value !== users) void imports.setUsers(read.value);
  };
  return (
    <>
      <NumberField
        label="Users of the run"
        className={styles.users ?? ''}
        size="sm"
        text={text}
        faulty={faulty}
        describedBy="users-fault"
        onText={setText}
        onEnter={take}
        onBlur={take}
      />
      {faulty && (
        <p id="users-fault" className={controls.fault} role="alert">
          Users of the run: {read.fault}
        </p>
      )}
    </>
  );
}

function Reading() {
  const { imports } = useModel();
  const progress = useImports((state) => state.progress);
  return (
    <div className={styles.reading} role="status">
      <span>Reading {progress?.file ?? 'the files'} …</span>
      <Progress
        value={(progress?.progress ?? 0) * 100}
        size="sm"
        color="ink"
        aria-label="Reading the files"
        className={styles.bar}
      />
      <span>{percent(progress?.progress ?? 0)}</span>
      <Button size="compact-xs" variant="default" onClick={() => void imports.cancel()}>
        Cancel
      </Button>
    </div>
  );
}

function SaveForm() {
  const { imports } = useModel();
  const name = useImports((state) => state.name);
  const status = useImports((state) => state.status);
  return (
    <form
      className={styles.save}
      onSubmit={(event) => {
        event.preventDefault();
        void imports.save();
      }}
    >
      <TextInput
        size="xs"
        aria-label="Name of the measurement"
        required
        value={name}
        onChange={({ currentTarget }) => imports.setName(currentTarget.value)}
      />
      <Button size="xs" type="submit" loading={status === 'saving'}>
        Save measurement
      </Button>
    </form>
  );
}
