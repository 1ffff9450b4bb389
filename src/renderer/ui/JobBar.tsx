import { Button, Progress } from '@mantine/core';
import { useJobs } from '../app/model.ts';
import { percent } from './format.ts';
import styles from './JobBar.module.css';

interface Props {
  /** What is being done, for the name of the bar. */
  readonly title: string;
  readonly job: 'starting' | { readonly jobId: string };
  readonly onCancel: () => void;
}

/** How far a running job is, and the way to stop it. */
export function JobBar({ title, job, onCancel }: Props) {
  const known = useJobs(({ running }) => (job === 'starting' ? undefined : running[job.jobId]));
  const progress = known?.progress ?? 0;
  return (
    <div className={styles.job}>
      <div className={styles.text}>
        <strong>{title}</strong>
        <span>{known?.label ?? 'starting …'}</span>
        <span className={styles.share}>{percent(progress)}</span>
      </div>
      <Progress
        value={progress * 100}
        size="sm"
        color="ink"
        aria-label={title}
        className={styles.bar}
      />
      <Button size="compact-xs" variant="default" disabled={job === 'starting'} onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}
