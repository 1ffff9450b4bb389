import { Button, Menu, NumberInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileExport, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReportFormat } from '../../../contract/api.ts';
import { messageOf } from '../../app/host.ts';
import { useGap, useHost, useModel } from '../../app/model.ts';
import { saveFile } from '../../platform/saveFile.ts';
import controls from '../../ui/controls.module.css';
import { useGapStart } from './gapStart.ts';
import { targetFault } from './selectors.ts';
import { isEmpty } from './store.ts';

/** The load to aim for, and, once the screen has a study to show, the way to another one and to a report. */
export function GapControls() {
  const { gap } = useModel();
  const targetUsers = useGap((state) => state.targetUsers);
  const empty = useGap(isEmpty);
  const { obstacle, start } = useGapStart();
  return (
    <div className={controls.row}>
      <label htmlFor="target-users">Target users</label>
      <NumberInput
        id="target-users"
        size="xs"
        w={84}
        allowDecimal={false}
        clampBehavior="none"
        error={targetFault(targetUsers) !== null}
        thousandSeparator=","
        value={targetUsers}
        onChange={(value) => {
          // An emptied field is a field being typed in, not a value.
          if (typeof value === 'number') gap.aimFor(value);
        }}
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
