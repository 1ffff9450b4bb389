import type { Gap, WorkloadGap } from '../../../sim/study/results.ts';
import { useGap, useModel } from '../../app/model.ts';
import { safeValue } from '../../app/topBar.ts';
import { ProvenanceBadge } from '../../ui/ProvenanceBadge.tsx';
import { count, interval } from '../../ui/format.ts';
import styles from './Gap.module.css';
import { targetRows, workloadLabels } from './selectors.ts';

/** The workloads of a study with their headline, one of which is looked at below. */
export function WorkloadChoice({ gap }: { readonly gap: Gap }) {
  return (
    <div className={styles.workloads} role="radiogroup" aria-label="Workload">
      {gap.workloads.map((workload) => (
        <WorkloadCard key={workload.workload} gap={gap} workload={workload} />
      ))}
    </div>
  );
}

function WorkloadCard({ gap, workload }: { readonly gap: Gap; readonly workload: WorkloadGap }) {
  const model = useModel();
  const chosen = useGap((state) => state.workload === workload.workload);
  const { safeUsers, provenance } = workload;
  return (
    <label className={styles.workload} data-chosen={chosen || undefined}>
      <input
        type="radio"
        name="workload"
        checked={chosen}
        onChange={() => model.gap.showWorkload(workload.workload)}
      />
      <div className={styles.workloadBody}>
        <div className={styles.workloadHead}>
          <span className={styles.workloadName}>{workloadLabels[workload.workload]}</span>
          <ProvenanceBadge provenance={provenance} />
        </div>
        <p className={styles.source}>{provenance.source}</p>
      </div>
      <div className={styles.headline}>
        <span className={styles.big}>
          {safeValue(safeUsers, gap.targetUsers)}{' '}
          <small>{interval(safeUsers.low, safeUsers.high, count)}</small>
        </span>
        <span className={styles.unit}>safe users, all chosen targets</span>
      </div>
      <dl className={styles.byTarget}>
        {targetRows(gap, workload)
          .filter((row) => row.chosen)
          .map(({ target, safeUsers: { value, low, high, reason } }) => (
            <div key={target.id}>
              <dt>{target.label}</dt>
              <dd data-none={value === null || undefined}>
                {value === null
                  ? 'out of reach'
                  : safeValue({ value, low, high, reason }, gap.targetUsers)}{' '}
                <small>{interval(low, high, count)}</small>
              </dd>
            </div>
          ))}
      </dl>
    </label>
  );
}
