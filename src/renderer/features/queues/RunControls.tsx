import { Button } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import type { RunOrder } from '../../../contract/queue/runOrder.ts';
import { useModel, useQueues } from '../../app/model.ts';
import controls from '../../ui/controls.module.css';
import { NumberField } from '../../ui/NumberField.tsx';
import styles from './Queues.module.css';
import { orderFaults } from './selectors.ts';

const labels: Readonly<Record<keyof RunOrder, string>> = {
  replications: 'Replications',
  seed: 'Seed',
  transient_s: 'Transient, s',
};

/** How often and for how long the network is run, and the run itself, which can be stopped where it was started. */
export function RunControls() {
  const { queues } = useModel();
  const progress = useQueues((state) => state.progress);
  const order = useQueues((state) => state.order);
  const faults = orderFaults(order);
  return (
    <div className={`${controls.fields} ${styles.controls}`}>
      <div className={controls.row}>
        <OrderField name="replications" width={64} />
        <OrderField name="seed" width={96} />
        <OrderField name="transient_s" width={84} placeholder="none" />
        {progress === null ? (
          <Button
            size="xs"
            className={styles.run ?? ''}
            leftSection={<IconPlayerPlay size={13} aria-hidden />}
            disabled={faults.length > 0}
            onClick={() => queues.run()}
          >
            Run
          </Button>
        ) : (
          <Button
            size="xs"
            variant="default"
            className={styles.run ?? ''}
            leftSection={<IconPlayerStop size={13} aria-hidden />}
            onClick={() => queues.cancel()}
          >
            Cancel
            <span className={styles.done}>
              {progress.done} of {progress.replications}
            </span>
          </Button>
        )}
      </div>
      {faults.length > 0 && (
        <ul className={styles.faults} role="alert">
          {faults.map(({ path, message }) => (
            <li key={path} id={faultId(path)} className={controls.fault}>
              {labels[path]}: {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface FieldProps {
  readonly name: keyof RunOrder;
  readonly width: number;
  readonly placeholder?: string;
}

function OrderField({ name, width, placeholder }: FieldProps) {
  const { queues } = useModel();
  const order = useQueues((state) => state.order);
  const id = `order-${name}`;
  return (
    <>
      <label htmlFor={id}>{labels[name]}</label>
      <NumberField
        id={id}
        w={width}
        {...(placeholder === undefined ? {} : { placeholder })}
        text={order[name]}
        faulty={orderFaults(order).some(({ path }) => path === name)}
        describedBy={faultId(name)}
        onText={(text) => queues.arrange({ [name]: text })}
        onEnter={() => queues.run()}
      />
    </>
  );
}

function faultId(path: keyof RunOrder): string {
  return `order-${path}-fault`;
}
