import { IconAlertTriangle, IconCheck, IconTilde } from '@tabler/icons-react';
import type { Agreement } from '../../../sim/lab/agreement.ts';
import styles from './Queues.module.css';

const marks = {
  inside: { Icon: IconCheck, look: styles.held, label: () => 'theory inside the interval' },
  near: {
    Icon: IconTilde,
    look: styles.near,
    label: (limit: string) => `outside it, within ${limit}: chance may do that`,
  },
  far: {
    Icon: IconAlertTriangle,
    look: styles.missed,
    label: (limit: string) => `further than ${limit}: chance does not`,
  },
} as const;
const agreements = ['inside', 'near', 'far'] as const;

interface Props {
  readonly agrees: Agreement | null;
  /** From where on a figure is too far off for chance, in words. */
  readonly limit: string;
}

/** How theory lies to a figure. The place of a mark is there without one, too, so that figures stand below one another. */
export function Mark({ agrees, limit }: Props) {
  if (agrees === null) return <span className={styles.mark} />;
  const { Icon, look } = marks[agrees];
  const label = marks[agrees].label(limit);
  return (
    <span className={styles.mark} title={label}>
      <Icon size={13} className={look} aria-label={label} role="img" />
    </span>
  );
}

/** What the marks mean. */
export function Legend({ limit }: Pick<Props, 'limit'>) {
  return (
    <ul className={styles.legend} aria-label="Marks">
      {agreements.map((agrees) => (
        <li key={agrees}>
          <Mark agrees={agrees} limit={limit} />
          {marks[agrees].label(limit)}
        </li>
      ))}
    </ul>
  );
}
