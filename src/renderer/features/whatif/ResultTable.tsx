import { memo } from 'react';
import { counted } from '../../../sim/counted.ts';
import type { Measurement, Trial } from '../../../sim/study/results.ts';
import { ScrollTable } from '../../ui/ScrollTable.tsx';
import table from '../../ui/table.module.css';
import { columnLabels, type ResultCell, resultRows } from './selectors.ts';
import styles from './WhatIf.module.css';

interface Props {
  readonly trial: Trial;
  readonly measurement: Measurement | null;
}

/** Locust's table: predicted, its interval, and below it what was measured. */
export const ResultTable = memo(({ trial, measurement }: Props) => {
  const rows = resultRows(trial, measurement);
  const users = measurement?.configuration.users;
  return (
    <>
      <ScrollTable
        label="Predicted requests beside the measured ones"
        heads={['Name', ...columnLabels]}
        className={styles.table}
      >
        {rows.map(({ name, total, cells }) => (
          <tr key={name} className={total ? table.total : undefined}>
            <th scope="row">
              {name}
              {measurement !== null && <span className={styles.measured}>measured</span>}
            </th>
            {cells.map((cell) => (
              <Cell key={cell.label} cell={cell} />
            ))}
          </tr>
        ))}
      </ScrollTable>
      <p className={table.footnote}>
        Each cell: predicted mean, [95 % of single runs]
        {users === undefined ? '' : `, measured at ${counted(users, 'user')}`}.{' '}
        <span className={table.thin}>Grey italics</span>: fewer than five requests of one run lie
        beyond the percentile; n is # Requests.
      </p>
    </>
  );
});

function Cell({
  cell: { predicted, range, measured, thin, measuredThin },
}: {
  readonly cell: ResultCell;
}) {
  return (
    <td>
      <span className={thin ? table.thin : styles.value}>{predicted}</span>
      <span className={styles.range}>{range}</span>
      {measured !== '' && (
        <span className={`${styles.measured} ${measuredThin ? table.thin : ''}`}>
          <span className="visually-hidden">measured </span>
          {measured}
        </span>
      )}
    </td>
  );
}
