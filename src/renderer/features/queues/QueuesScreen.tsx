import { Button, Progress } from '@mantine/core';
import { useModel, useQueues } from '../../app/model.ts';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { TopBar } from '../../ui/TopBar.tsx';
import { Answer } from './Answer.tsx';
import { Examples } from './Examples.tsx';
import { NetworkPanel } from './NetworkPanel.tsx';
import styles from './Queues.module.css';
import { RunControls } from './RunControls.tsx';

/** The queueing laboratory: small networks on the same kernel, each figure beside what theory says of it. */
export function QueuesScreen() {
  const { queues } = useModel();
  const { progress, answer, error } = useQueues((state) => state);
  return (
    <>
      <TopBar
        title="Queues"
        subtitle="Small networks on the simulator's own kernel, each figure beside what theory says of it"
        figures={[]}
        status={null}
        actions={<RunControls />}
      />
      <div className={styles.columns}>
        <Examples />
        <div className={styles.work}>
          <NetworkPanel />
          {progress !== null && (
            <div className={styles.progress}>
              <Progress
                value={(progress.done / progress.replications) * 100}
                size="sm"
                color="ink"
                aria-label="Replications"
                className={styles.bar}
              />
              <span>
                {progress.done} of {progress.replications}
              </span>
              <Button size="compact-xs" variant="default" onClick={() => queues.cancel()}>
                Cancel
              </Button>
            </div>
          )}
          {error !== null && <ErrorState title="The network could not be run" message={error} />}
          {answer !== null && <Answer answer={answer} />}
          {answer === null && progress === null && error === null && (
            <EmptyState
              title="Not run yet"
              message="Each figure will stand here with its 95 % interval, beside the exact value and the name of the formula wherever theory has one."
            />
          )}
        </div>
      </div>
    </>
  );
}
