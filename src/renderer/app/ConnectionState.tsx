import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { BusyState, ErrorState } from '../ui/states.tsx';
import styles from './ConnectionState.module.css';
import { useHost, useModel } from './model.ts';

/** Instead of a screen, while there never was a connection. */
export function ConnectionScreen() {
  const model = useModel();
  const status = useHost((host) => host.status);
  const reason = useHost((host) => host.reason);
  if (status !== 'unreachable') return <BusyState message="Connecting to the simulator …" />;
  return (
    <ErrorState
      title="The simulator does not answer"
      message={`${reason ?? ''}\nIf it was started again, open the address that it printed this time.`}
      retry={{ label: 'Try again', run: () => void model.start() }}
    />
  );
}

/** Above a screen whose connection is gone: what is shown stays, nothing new can be computed. */
export function LostHostBanner() {
  const model = useModel();
  const status = useHost((host) => host.status);
  const reason = useHost((host) => host.reason);
  const everConnected = useHost((host) => host.info !== null);
  if (!everConnected || status === 'ready') return null;
  return (
    <div className={styles.banner} role="alert">
      <IconPlugConnectedX size={18} aria-hidden />
      <p>
        <strong>The connection to the simulator is lost.</strong> What is on screen stays, and
        unsaved settings are kept, but nothing can be computed or saved. {reason}
      </p>
      <Button size="xs" loading={status === 'connecting'} onClick={() => void model.start()}>
        Reconnect
      </Button>
    </div>
  );
}
