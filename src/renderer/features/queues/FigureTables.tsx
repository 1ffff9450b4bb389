import type { QueueAnswer } from '../../../sim/lab/answer.ts';
import { farLimitOf } from '../../../sim/lab/answerInWords.ts';
import { figureTables } from '../../../sim/lab/answerRows.ts';
import table from '../../ui/table.module.css';
import { Mark } from './Marks.tsx';
import styles from './Queues.module.css';

/** The figures of a run, station by station and class by class, without columns that would be empty in all of them. */
export function FigureTables({ answer }: { readonly answer: QueueAnswer }) {
  const limit = farLimitOf(answer);
  const scatter = answer.figures.some(({ ci }) => ci !== null);
  const theory = answer.figures.some((figure) => figure.theory !== null);
  return figureTables(answer).map(({ name, rows }) => (
    <div key={name} className={table.scroll} role="group" aria-label={name} tabIndex={0}>
      <h3 className={table.caption}>{name}</h3>
      <table className={`${table.table} ${styles.figures}`}>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col">Simulated</th>
            {scatter && <th scope="col">95 % interval</th>}
            {theory && <th scope="col">Theory</th>}
            <th scope="col" className={table.words}>
              {theory && 'Formula'}
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
              {scatter && <td>{row.interval}</td>}
              {theory && (
                <td>
                  {row.theory}
                  <Mark agrees={row.agrees} limit={limit} />
                </td>
              )}
              <td className={table.words}>{row.formula}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  ));
}
