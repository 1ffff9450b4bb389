import type { Remark } from '../../../sim/study/results.ts';
import { Panel } from '../../ui/Panel.tsx';
import styles from './Baseline.module.css';

/** Contradictions and traps of the report, one sentence each. */
export function Remarks({ remarks }: { readonly remarks: readonly Remark[] }) {
  return (
    <Panel
      title="Read with care"
      note={`${remarks.length} contradictions and traps in the report, found in its own figures`}
    >
      {remarks.length === 0 ? (
        <p className={styles.nothing}>Nothing in this report contradicts itself.</p>
      ) : (
        <ol className={styles.remarks}>
          {remarks.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
