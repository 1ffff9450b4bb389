import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileExport, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReportFormat } from '../../../contract/api.ts';
import { messageOf } from '../../app/host.ts';
import { useGap, useHost, useModel } from '../../app/model.ts';
import { saveFile } from '../../platform/saveFile.ts';
import controls from '../../ui/controls.module.css';
import { NumberField } from '../../ui/NumberField.tsx';
import { useGapStart } from './gapStart.ts';
import { targetFault } from './selectors.ts';
import { isEmpty } from './store.ts';

/** The load to aim for, and, once the screen has a study to show, the way to another one and to a report. */
export function GapControls() {
  const { gap } = useModel();
  const aim = useGap((state) => state.aim);
  const fault = targetFault(aim);
  const empty = useGap(isEmpty);
  const { obstacle, start } = useGapStart();
  return (
    <div className={controls.fields}>
      <div className={controls.row}>
        <label htmlFor="target-users">Target users</label>
        <NumberField
          id="target-users"
          w={84}
          text={aim}
          faulty={fault !== null}
          describedBy="target-users-fault"
          onText={(text) => gap.aimFor(text)}
        />
        {!empty && (
          <>
            <Button
              size="xs"
              leftSection={<IconPlayerPlay size={13} aria-hidden />}
              disabled={obstacle !== null}
              title={obstacle ?? undefined}
              onClick={start}
            >
              Find the gap
            </Button>
            <ExportMenu />
          </>
        )}
      </div>
      {fault !== null && (
        <p id="target-users-fault" className={controls.fault} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

/** The capacity report of the study on screen, as a file. */
function ExportMenu() {
  const { host } = useModel();
  const runId = useGap((state) => state.stored?.entry.id ?? null);
  const ready = useHost((state) => state.status === 'ready');
  const [busy, setBusy] = useState(false);
  const save = async (format: ReportFormat): Promise<void> => {
    if (runId === null) return;
    setBusy(true);
    try {
      saveFile(await host.api['report.make']({ runId, format }));
    } catch (error) {
      notifications.show({
        color: 'red',
        title: 'The report was not made',
        message: messageOf(error),
      });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          loading={busy}
          disabled={!ready || runId === null}
          leftSection={<IconFileExport size={14} aria-hidden />}
        >
          Export report
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void save('html')}>One HTML file</Menu.Item>
        <Menu.Item onClick={() => void save('markdown')}>Markdown</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
