import { Button, Menu, NumberInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileExport, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReportFormat } from '../../../contract/api.ts';
import type { Scenario } from '../../../sim/model/scenario.ts';
import { messageOf } from '../../app/host.ts';
import { useGap, useHost, useModel, useWhatIf } from '../../app/model.ts';
import { saveFile } from '../../platform/saveFile.ts';
import { obstacleOf } from '../whatif/selectors.ts';
import styles from './Gap.module.css';
import { targetFault } from './selectors.ts';

export function GapControls({ scenario }: { readonly scenario: Scenario | null }) {
  const { gap } = useModel();
  const targetUsers = useGap((state) => state.targetUsers);
  const busy = useGap((state) => state.job !== null);
  const unaccepted = useWhatIf(obstacleOf);
  const obstacle = targetFault(targetUsers) ?? unaccepted;
  const ready = useHost((host) => host.status === 'ready');
  return (
    <div className={styles.controls}>
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
      <Button
        size="xs"
        leftSection={<IconPlayerPlay size={13} aria-hidden />}
        disabled={!ready || busy || scenario === null || obstacle !== null}
        title={obstacle ?? undefined}
        onClick={() => {
          if (scenario !== null) void gap.start(scenario);
        }}
      >
        Find the gap
      </Button>
      <ExportMenu />
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
