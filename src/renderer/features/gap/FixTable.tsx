import type { Gap, FixOutcome, WorkloadGap } from '../../../sim/study/results.ts';
import { useGap } from '../../app/model.ts';
import { safeValue } from '../../app/topBar.ts';
import { Panel } from '../../ui/Panel.tsx';
import { ScrollTable } from '../../ui/ScrollTable.tsx';
import { count, interval } from '../../ui/format.ts';
import table from '../../ui/table.module.css';
import styles from './Gap.module.css';
import { changeSentence, type FixPair, fixList, safeUsersFor, shownTarget } from './selectors.ts';

/** What each fix was promised to do, what it does, and what limits next. */
export function FixTable({ gap, shown }: { readonly gap: Gap; readonly shown: WorkloadGap }) {
  const asked = useGap((state) => state.target);
  const target = shownTarget(gap, shown, asked);
  return (
    <Panel title="What each fix does, and what limits next" flush>
      <ScrollTable
        label="Fixes"
        heads={['Fix and what was promised', 'Stacked', 'Alone', { words: 'From the simulation' }]}
        className={styles.fixes}
      >
        {fixList(shown).map((fix) => (
          <FixRow key={fix.id} fix={fix} target={target} targetUsers={gap.targetUsers} />
        ))}
      </ScrollTable>
    </Panel>
  );
}

interface RowProps {
  readonly fix: FixPair;
  readonly target: string;
  readonly targetUsers: number;
}

function FixRow({ fix, target, targetUsers }: RowProps) {
  const { label, priority, promise, settings, stacked, alone } = fix;
  const change = changeSentence(alone);
  return (
    <tr>
      <th scope="row" className={table.words}>
        {priority}. {label}
        <span className={styles.promise}>{promise}</span>
        <details className={styles.settings}>
          <summary>Settings</summary>
          {settings.map((setting) => (
            <code key={setting}>{setting}</code>
          ))}
        </details>
      </th>
      <SafeCell outcome={stacked} target={target} targetUsers={targetUsers} />
      <SafeCell outcome={alone} target={target} targetUsers={targetUsers} />
      <td className={table.words}>
        {stacked === null ? (
          <>
            <em>Not stacked: a trap or an alternative.</em> {alone?.note}
          </>
        ) : (
          stacked.note
        )}
        {change !== null && <span className={styles.promise}>{change}</span>}
      </td>
    </tr>
  );
}

function SafeCell({
  outcome,
  target,
  targetUsers,
}: {
  outcome: FixOutcome | null;
  target: string;
  targetUsers: number;
}) {
  const safeUsers = outcome === null ? null : safeUsersFor(outcome, target);
  if (safeUsers === null) return <td className={table.unit}>–</td>;
  return (
    <td>
      {safeValue(safeUsers, targetUsers)}
      <small className={styles.range}>{interval(safeUsers.low, safeUsers.high, count)}</small>
    </td>
  );
}
