import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { QueueAnswer } from '../../../sim/lab/answer.ts';
import { count } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import table from '../../ui/table.module.css';
import styles from './Queues.module.css';
import { agreement, figureGroups } from './selectors.ts';

/** The figures of a run, station by station and class by class. */
export function Answer({ answer }: { readonly answer: QueueAnswer }) {
  const { exact, held } = agreement(answer);
  return (
    <Panel title={answer.title} note={whatWasDone(answer)} flush>
      {answer.remarks.map((remark) => (
        <p key={remark} className={styles.remark} role="note">
          <IconAlertTriangle size={14} aria-hidden /> {remark}
        </p>
      ))}
      <p className={styles.agreement}>
        {exact === 0
          ? 'Theory has no exact figure for this network; bounds and approximations are marked.'
          : `${held} of ${exact} exact figures lie in the 95 % interval of the simulated one; about one in twenty may not.`}
      </p>
      {figureGroups(answer).map(({ name, rows }) => (
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
                    <Agrees agrees={row.agrees} />
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

function Agrees({ agrees }: { readonly agrees: boolean | null }) {
  if (agrees === null) return null;
  return agrees ? (
    <IconCheck size={13} className={styles.held} aria-label="inside the interval" role="img" />
  ) : (
    <IconAlertTriangle
      size={13}
      className={styles.missed}
      aria-label="outside the interval"
      role="img"
    />
  );
}

function whatWasDone({ replications, seed, warmUp, measured, events }: QueueAnswer): string {
  const what =
    warmUp === null || measured === null
      ? 'from an empty system on, nothing left out'
      : `${count(measured)} jobs measured in each after ${count(warmUp)} of warm-up`;
  return `${replications} replications with seed ${seed}, ${what}; ${count(events)} events`;
}
