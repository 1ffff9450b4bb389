import { Button, NumberInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import type { Scenario } from '../../../sim/model/scenario.ts';
import { useGap, useHost, useModel } from '../../app/model.ts';
import styles from './Gap.module.css';

export function GapControls({ scenario }: { readonly scenario: Scenario | null }) {
  const { gap } = useModel();
  const targetUsers = useGap((state) => state.targetUsers);
  const busy = useGap((state) => state.job !== null);
  const ready = useHost((host) => host.status === 'ready');
  return (
    <div className={styles.controls}>
      <label htmlFor="target-users">Target users</label>
      <NumberInput
        id="target-users"
        size="xs"
        w={84}
        min={1}
        max={100_000}
        allowDecimal={false}
        thousandSeparator=","
        value={targetUsers}
        onChange={(value) => {
          if (typeof value === 'number' && value >= 1) gap.aimFor(value);
        }}
      />
      <Button
        size="xs"
        leftSection={<IconPlayerPlay size={13} aria-hidden />}
        disabled={!ready || busy || scenario === null}
        onClick={() => {
          if (scenario !== null) void gap.start(scenario);
        }}
      >
        Find the gap
      </Button>
    </div>
  );
}
