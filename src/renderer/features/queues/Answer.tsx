import { IconAlertTriangle, IconHistory } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { QueueAnswer } from '../../../sim/lab/answer.ts';
import { agreementSentence, farLimitOf, whatWasDone } from '../../../sim/lab/answerInWords.ts';
import { Panel } from '../../ui/Panel.tsx';
import { FigureTables } from './FigureTables.tsx';
import { JobTables } from './JobTables.tsx';
import { Legend } from './Marks.tsx';
import styles from './Queues.module.css';

interface Props {
  readonly answer: QueueAnswer;
  /** What it is of where that is no longer what would be run; null where it is. */
  readonly outdated: string | null;
}

/** What came out of a run: figures beside theory, and the jobs of traces. A new one comes into view by itself. */
export function Answer({ answer, outdated }: Props) {
  const top = useRef<HTMLDivElement>(null);
  const seen = useRef<QueueAnswer>(null);
  useEffect(() => {
    if (seen.current !== answer) top.current?.scrollIntoView({ block: 'nearest' });
    seen.current = answer;
  }, [answer]);
  return (
    <div className={styles.answer} data-outdated={outdated === null ? undefined : true}>
      <div ref={top} className={styles.top} />
      <Panel
        title={answer.title}
        note={whatWasDone(answer)}
        actions={
          outdated !== null && (
            <span className={styles.outdated} role="status">
              <IconHistory size={13} aria-hidden /> {outdated}
            </span>
          )
        }
        flush
      >
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
    </div>
  );
}
