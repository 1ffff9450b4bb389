import { IconChartAreaLine, IconTable } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import styles from './Chart.module.css';
import { useWidth } from './useWidth.ts';

export interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
}

interface Props {
  readonly title: string;
  /** What the chart shows, in a sentence: its accessible name and its caption. */
  readonly summary: string;
  readonly table: ChartTable;
  readonly legend?: ReactNode;
  /** Draws the chart as an SVG of the given width, px. */
  readonly children: (width: number) => ReactNode;
}

/** A chart with its sentence, its legend and the same data as a table. */
export function ChartFrame({ title, summary, table, legend, children }: Props) {
  const [asTable, setAsTable] = useState(false);
  const [ref, width] = useWidth();
  const id = useId();
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <div className={styles.top}>
        <div>
          <h3 className={styles.title} id={id}>
            {title}
          </h3>
          <figcaption className={styles.summary}>{summary}</figcaption>
        </div>
        <button
          type="button"
          className={styles.toggle}
          aria-pressed={asTable}
          aria-label={`${title}: view as table`}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? (
            <IconChartAreaLine size={14} aria-hidden />
          ) : (
            <IconTable size={14} aria-hidden />
          )}
          {asTable ? 'View as chart' : 'View as table'}
        </button>
      </div>
      {legend !== undefined && !asTable && <div className={styles.legend}>{legend}</div>}
      <div ref={ref} className={styles.canvas}>
        {asTable ? <DataTable {...table} /> : children(width)}
      </div>
    </figure>
  );
}

function DataTable({ head, rows }: ChartTable) {
  return (
    <div className={styles.tableScroll} tabIndex={0} role="group" aria-label="Data of the chart">
      <table className={styles.table}>
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // Rows are drawn anew with the data and have no identity of their own.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={i}>
              {row.map((cell, j) =>
                j === 0 ? (
                  <th key={head[j]} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={head[j]}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
