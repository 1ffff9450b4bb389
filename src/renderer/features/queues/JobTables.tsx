import { counted } from '../../../sim/counted.ts';
import type { QueueAnswer } from '../../../sim/lab/answer.ts';
import { jobTables } from '../../../sim/lab/answerRows.ts';
import table from '../../ui/table.module.css';
import styles from './Queues.module.css';

/** More rows than anybody reads would only make the page slow. */
const MOST_ROWS = 500;

/** What became of each job of a trace in the first replication. */
export function JobTables({ answer }: { readonly answer: QueueAnswer }) {
  return jobTables(answer).map(({ name, rows }) => (
    <div key={name} className={table.scroll} role="group" aria-label={name} tabIndex={0}>
      <h3 className={table.caption}>{name}</h3>
      <table className={`${table.table} ${styles.figures}`}>
        <thead>
          <tr>
            <th scope="col">Job</th>
            <th scope="col">Waited, s</th>
            <th scope="col">Left at, s</th>
            <th scope="col" className={table.words}>
              Outcome
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map(({ job, outcome, waited, left }) => (
            <tr key={job}>
              <th scope="row">{job}</th>
              <td>{waited}</td>
              <td>{left}</td>
              <td className={table.words}>{outcome}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_ROWS && (
        <p className={table.footnote}>
          {counted(rows.length - MOST_ROWS, 'more job')} of this class: the command line prints
          them.
        </p>
      )}
    </div>
  ));
}
