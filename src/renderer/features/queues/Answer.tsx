import { IconAlertTriangle, IconCheck, IconTilde } from '@tabler/icons-react';
import type { Agreement } from '../../../sim/lab/agreement.ts';
import type { QueueAnswer } from '../../../sim/lab/answer.ts';
import { agreementSentence, farLimitOf, whatWasDone } from '../../../sim/lab/answerInWords.ts';
import { Panel } from '../../ui/Panel.tsx';
import table from '../../ui/table.module.css';
import styles from './Queues.module.css';
import { figureTables } from './selectors.ts';

/** The figures of a run, station by station and class by class. */
export function Answer({ answer }: { readonly answer: QueueAnswer }) {
  const limit = farLimitOf(answer);
  return (
    <Panel title={answer.title} note={whatWasDone(answer)} flush>
      {answer.remarks.map((remark) => (
        <p key={remark} className={styles.remark} role="note">
          <IconAlertTriangle size={14} aria-hidden /> {remark}
        </p>
      ))}
      <p className={styles.agreement}>{agreementSentence(answer)}</p>
      {answer.figures.some(({ agreement }) => agreement !== null) && (
        <ul className={styles.legend} aria-label="Marks">
          {agreements.map((agrees) => (
            <li key={agrees}>
              <Agrees agrees={agrees} limit={limit} />
              {marks[agrees].label(limit)}
            </li>
          ))}
        </ul>
      )}
      {figureTables(answer).map(({ name, rows }) => (
        <div key={name} className={table.scroll} role="group" aria-label={name} tabIndex={0}>
          <h3 className={table.caption}>{name}</h3>
          <table className={`${table.table} ${styles.figures}`}>
            <thead>
              <tr>
                <th scope="col">Figure</th>
                <th scope="col">Simulated</th>
                <th scope="col">95 % interval</th>
                <th scope="col">Theory</th>
                <th scope="col" className={table.words}>
                  Formula
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.name}>
                  <th scope="row">
                    <code>{row.name}</code>
                  </th>
                  <td>{row.simulated}</td>
                  <td>{row.interval}</td>
                  <td>
                    {row.theory}
                    <Agrees agrees={row.agrees} limit={limit} />
                  </td>
                  <td className={table.words}>{row.formula}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </Panel>
  );
}

const marks = {
  inside: { Icon: IconCheck, look: styles.held, label: () => 'theory inside the interval' },
  near: {
    Icon: IconTilde,
    look: styles.near,
    label: (limit: string) => `outside it, within ${limit}: chance may do that`,
  },
  far: {
    Icon: IconAlertTriangle,
    look: styles.missed,
    label: (limit: string) => `further than ${limit}: chance does not`,
  },
} as const;
const agreements = ['inside', 'near', 'far'] as const;

/** The place of a mark is there without one, too, so that figures stand below one another. */
function Agrees({ agrees, limit }: { readonly agrees: Agreement | null; readonly limit: string }) {
  if (agrees === null) return <span className={styles.mark} />;
  const { Icon, look } = marks[agrees];
  const label = marks[agrees].label(limit);
  return (
    <span className={styles.mark} title={label}>
      <Icon size={13} className={look} aria-label={label} role="img" />
    </span>
  );
}
