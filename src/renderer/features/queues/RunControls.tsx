import { Button, NumberInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { orderFaults, type RunOrder } from '../../../contract/queue/runOrder.ts';
import { useModel, useQueues } from '../../app/model.ts';
import controls from '../../ui/controls.module.css';
import styles from './Queues.module.css';

const labels: Readonly<Record<keyof RunOrder, string>> = {
  replications: 'Replications',
  seed: 'Seed',
  transient_s: 'Transient, s',
};

/** How often and for how long the network is run, and the run itself. */
export function RunControls() {
  const { queues } = useModel();
  const order = useQueues((state) => state.order);
  const running = useQueues((state) => state.progress !== null);
  const [fault] = orderFaults(order);
  return (
    <div className={`${controls.row} ${styles.controls}`}>
      <OrderField name="replications" width={64} />
      <OrderField name="seed" width={96} />
      <OrderField name="transient_s" width={84} placeholder="none" />
      <Button
        size="xs"
        leftSection={<IconPlayerPlay size={13} aria-hidden />}
        disabled={running || fault !== undefined}
        title={fault === undefined ? undefined : `${labels[fault.path]}: ${fault.message}`}
        onClick={() => queues.run()}
      >
        Run
      </Button>
    </div>
  );
}

interface FieldProps {
  readonly name: keyof RunOrder;
  readonly width: number;
  readonly placeholder?: string;
}

/** A number of the order. Emptied, a field that has a placeholder stands for nothing; others are being typed in. */
function OrderField({ name, width, placeholder }: FieldProps) {
  const { queues } = useModel();
  const order = useQueues((state) => state.order);
  const fault = orderFaults(order).find(({ path }) => path === name);
  const value = order[name];
  const id = `order-${name}`;
  return (
    <>
      <label htmlFor={id}>{labels[name]}</label>
      <NumberInput
        id={id}
        size="xs"
        w={width}
        hideControls
        clampBehavior="none"
        error={fault !== undefined}
        title={fault?.message}
        placeholder={placeholder}
        value={value ?? ''}
        onChange={(next) => {
          if (typeof next === 'number') queues.arrange({ [name]: next });
          else if (next === '' && placeholder !== undefined) queues.arrange({ [name]: null });
        }}
        onKeyDown={({ key }) => {
          if (key === 'Enter') queues.run();
        }}
      />
    </>
  );
}
