import type { Gap, WorkloadGap } from '../../../sim/study/results.ts';
import { FixTable } from './FixTable.tsx';
import styles from './Gap.module.css';
import { Ladder } from './Ladder.tsx';
import { TargetTable } from './TargetTable.tsx';
import { Waterfall } from './Waterfall.tsx';
import { WorkloadChoice } from './WorkloadChoice.tsx';

interface Props {
  readonly gap: Gap;
  readonly shown: WorkloadGap;
}

export function GapResult({ gap, shown }: Props) {
  return (
    <>
      <WorkloadChoice gap={gap} />
      <div className={styles.columns}>
        <div className={styles.column}>
          <Ladder gap={gap} shown={shown} />
          <TargetTable gap={gap} shown={shown} />
        </div>
        <div className={styles.column}>
          <Waterfall gap={gap} shown={shown} />
          <FixTable gap={gap} shown={shown} />
        </div>
      </div>
    </>
  );
}
