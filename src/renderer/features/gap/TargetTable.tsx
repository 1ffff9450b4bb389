import { IconAlertTriangle, IconBan, IconCheck } from '@tabler/icons-react';
import type { Gap, SafeUsersOverSets, WorkloadGap } from '../../../sim/study/results.ts';
import { safeValue } from '../../app/topBar.ts';
import { Panel } from '../../ui/Panel.tsx';
import { ScrollTable } from '../../ui/ScrollTable.tsx';
import { count, interval } from '../../ui/format.ts';
import table from '../../ui/table.module.css';
import styles from './Gap.module.css';
import { overSets, type TargetRow, targetRows } from './selectors.ts';

/** Safe users for each target, with the reason; what no load meets is named so. */
export function TargetTable({ gap, shown }: { readonly gap: Gap; readonly shown: WorkloadGap }) {
  const rows = targetRows(gap, shown);
  return (
    <Panel
      title="Targets"
      note="Most users for which each target holds with 95 % confidence, as the service is. Brackets: where single runs begin to miss it; below, what the fitted parameters leave open."
      flush
    >
      <ScrollTable
        label="Safe users by target"
        heads={['Target', 'Safe users', { words: 'Reason' }]}
      >
        {rows.map((row) => (
          <Row
            key={row.target.id}
            row={row}
            sets={overSets(shown, row.target.id)}
            targetUsers={gap.targetUsers}
          />
        ))}
      </ScrollTable>
    </Panel>
  );
}

function Row({
  row: { target, chosen, safeUsers },
  sets,
  targetUsers,
}: {
  readonly row: TargetRow;
  readonly sets: SafeUsersOverSets | null;
  readonly targetUsers: number;
}) {
  const { value, low, high, reason } = safeUsers;
  return (
    <tr>
      <th scope="row">
        {target.label}
        {!chosen && <span className={styles.aside}> not in the overall number</span>}
      </th>
      <td>
        {value === null ? (
          <span className={styles.outOfReach}>
            <IconBan size={13} aria-hidden /> out of reach
          </span>
        ) : (
          <span className={value >= targetUsers ? styles.reached : styles.short}>
            {value >= targetUsers ? (
              <IconCheck size={13} aria-hidden />
            ) : (
              <IconAlertTriangle size={13} aria-hidden />
            )}
            {safeValue(safeUsers, targetUsers)} <small>{interval(low, high, count)}</small>
          </span>
        )}
        {sets !== null && (
          <small className={styles.promise}>
            {interval(sets.low, sets.high, count)} over {sets.parameterSets} fitted sets
          </small>
        )}
      </td>
      <td className={table.words}>{reason}</td>
    </tr>
  );
}
