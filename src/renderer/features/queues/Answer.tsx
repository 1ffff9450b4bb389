import { IconAlertTriangle } from '@tabler/icons-react';
import type { QueueAnswer } from '../../../sim/lab/answer.ts';
import { agreementSentence, farLimitOf, whatWasDone } from '../../../sim/lab/answerInWords.ts';
import { Panel } from '../../ui/Panel.tsx';
import { FigureTables } from './FigureTables.tsx';
import { JobTables } from './JobTables.tsx';
import { Legend } from './Marks.tsx';
import styles from './Queues.module.css';

/** What came out of a run: figures beside theory, and the jobs of traces. */
export function Answer({ answer }: { readonly answer: QueueAnswer }) {
  return (
    <Panel title={answer.title} note={whatWasDone(answer)} flush>
      {answer.remarks.map((remark) => (
        <p key={remark} className={styles.remark} role="note">
          <IconAlertTriangle size={14} aria-hidden /> {remark}
        </p>
      ))}
      <p className={styles.agreement}>{agreementSentence(answer)}</p>
      {answer.figures.some(({ agreement }) => agreement !== null) && (
        <Legend limit={farLimitOf(answer)} />
      )}
      <FigureTables answer={answer} />
      <JobTables answer={answer} />
    </Panel>
  );
}
