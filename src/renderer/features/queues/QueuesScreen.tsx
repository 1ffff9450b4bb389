import { Progress } from '@mantine/core';
import { useQueues } from '../../app/model.ts';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { TopBar } from '../../ui/TopBar.tsx';
import { Answer } from './Answer.tsx';
import { Editor } from './Editor.tsx';
import { Examples } from './Examples.tsx';
import { NetworkPanel } from './NetworkPanel.tsx';
import styles from './Queues.module.css';
import { RunControls } from './RunControls.tsx';
import { outdated } from './selectors.ts';

/** The queueing laboratory: small networks on the same kernel, each figure beside what theory says of it. */
export function QueuesScreen() {
  const state = useQueues((queues) => queues);
  const { progress, answer, error, editing } = state;
  return (
    <>
      <TopBar
        title="Queues"
        subtitle="Small networks, each figure beside what theory says of it"
        figures={[]}
        status={null}
        actions={<RunControls />}
      />
      <div className={styles.frame}>
        {progress !== null && (
          <Progress
            value={(progress.done / progress.replications) * 100}
            size={3}
            radius={0}
            color="ink"
            aria-label="Replications"
            className={styles.progress}
          />
        )}
        <div className={styles.columns} data-editing={editing || undefined}>
          <Examples />
          {editing && <Editor />}
          <div className={styles.work}>
            <NetworkPanel />
            {error !== null && <ErrorState title="The network could not be run" message={error} />}
            {answer !== null && <Answer answer={answer} outdated={outdated(state)} />}
            {answer === null && progress === null && error === null && (
              <EmptyState
                title="Not run yet"
                message="Each figure will stand here with its 95 % interval, beside the exact value and the name of the formula wherever theory has one."
              />
            )}
          </div>
        </div>
      </div>
    </>
  );
}
