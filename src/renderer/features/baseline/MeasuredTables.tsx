import { counted } from '../../../sim/counted.ts';
import type { LocustRow, Measurement } from '../../../sim/study/results.ts';
import { Panel } from '../../ui/Panel.tsx';
import { ScrollTable } from '../../ui/ScrollTable.tsx';
import { count, isThin, msCell, percent, perSecond } from '../../ui/format.ts';
import table from '../../ui/table.module.css';
import { percentiles } from './selectors.ts';

/** Both tables of the report, as it has them. */
export function MeasuredTables({ measurement }: { readonly measurement: Measurement }) {
  const { source, configuration, rows, aggregated, rounding } = measurement;
  const ofAll = percentiles.some(({ figure }) => aggregated[figure] !== null);
  const tool = [source.tool, source.toolVersion].filter((part) => part !== '').join(' ');
  const where = configuration.environment === '' ? '' : `, ${configuration.environment}`;
  const note = `${tool}, ${source.date}: ${counted(configuration.users, 'user')}, ${count(configuration.spawnRate)} started per s, ${count(configuration.runTimeS)} s${where}`;
  return (
    <Panel title="Measured" note={note} flush>
      <h3 className={table.caption}>Requests</h3>
      <ScrollTable
        label="Measured requests"
        heads={[
          'Name',
          '# Requests',
          '# Fails',
          'Failures',
          'Median (ms)',
          'Average (ms)',
          'Min (ms)',
          'Max (ms)',
          'RPS',
        ]}
      >
        {rows.map((row) => (
          <RequestsRow key={row.name} row={row} />
        ))}
        <RequestsRow row={aggregated} total />
      </ScrollTable>
      <h3 className={table.caption}>Response time percentiles (ms)</h3>
      <ScrollTable
        label="Measured percentiles"
        heads={['Name', 'n', ...percentiles.map(({ label }) => label)]}
      >
        {rows.map((row) => (
          <PercentilesRow key={row.name} row={row} />
        ))}
        {ofAll && <PercentilesRow row={aggregated} total />}
      </ScrollTable>
      <p className={table.footnote}>
        <span className={table.thin}>Grey italics</span>: fewer than five of the n requests lie
        beyond, so single requests decide the cell.
        {rounding.startsWith('locust') && ' The tool rounds percentiles to two digits.'}
        {!ofAll && ' The report has no percentiles of all requests.'}
      </p>
    </Panel>
  );
}

function RequestsRow({
  row,
  total = false,
}: {
  readonly row: LocustRow;
  readonly total?: boolean;
}) {
  const share = row.requests === 0 ? null : row.failures / row.requests;
  return (
    <tr className={total ? table.total : undefined}>
      <th scope="row">{row.name}</th>
      <td>{count(row.requests)}</td>
      <td>{count(row.failures)}</td>
      <td>{percent(share)}</td>
      <td>{msCell(row.medianMs)}</td>
      <td>{msCell(row.avgMs)}</td>
      <td>{msCell(row.minMs)}</td>
      <td>{msCell(row.maxMs)}</td>
      <td>{perSecond(row.rps)}</td>
    </tr>
  );
}

function PercentilesRow({
  row,
  total = false,
}: {
  readonly row: LocustRow;
  readonly total?: boolean;
}) {
  return (
    <tr className={total ? table.total : undefined}>
      <th scope="row">{row.name}</th>
      <td className={table.unit}>{count(row.requests)}</td>
      {percentiles.map(({ figure, label, p }) => (
        <td key={label} className={isThin(row.requests, p) ? table.thin : undefined}>
          {msCell(row[figure])}
        </td>
      ))}
    </tr>
  );
}
