import { Button, Loader } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './states.module.css';

interface Action {
  readonly label: string;
  readonly run: () => void;
}

/** Nothing is here yet: what is missing and how to get it. */
export function EmptyState({
  title,
  message,
  action,
}: {
  title: string;
  message: ReactNode;
  action?: Action;
}) {
  return (
    <div className={styles.state}>
      <p className={styles.title}>{title}</p>
      <p>{message}</p>
      {action !== undefined && (
        <Button size="xs" onClick={action.run}>
          {action.label}
        </Button>
      )}
    </div>
  );
}

/** Something went wrong: what, in the words of whoever knows. */
export function ErrorState({
  title,
  message,
  retry,
}: {
  title: string;
  message: string;
  retry?: Action;
}) {
  return (
    <div className={styles.state} role="alert">
      <p className={`${styles.title} ${styles.failed}`}>
        <IconAlertTriangle size={16} aria-hidden /> {title}
      </p>
      <p>{message}</p>
      {retry !== undefined && (
        <Button size="xs" variant="default" onClick={retry.run}>
          {retry.label}
        </Button>
      )}
    </div>
  );
}

/** Something is on its way. */
export function BusyState({ message }: { readonly message: string }) {
  return (
    <div className={styles.state} role="status">
      <Loader size="xs" color="ink" />
      <p>{message}</p>
    </div>
  );
}
