import { IconBan, IconCheck, IconQuestionMark, IconUserX } from '@tabler/icons-react';
import { counted } from '../../../sim/counted.ts';
import type { Autopsy } from '../../../sim/study/results.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { StackedShareBar } from '../../charts/StackedShareBar.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ScrollTable } from '../../ui/ScrollTable.tsx';
import { count, interval, percent, percentCell } from '../../ui/format.ts';
import table from '../../ui/table.module.css';
import styles from './Baseline.module.css';
import { autopsyParts, autopsySentence } from './selectors.ts';

type Row = Autopsy['rows'][number];

const kinds = {
  capacity: { Icon: IconBan, text: 'capacity', look: styles.capacity },
  functional: { Icon: IconUserX, text: 'functional', look: styles.functional },
  unknown: { Icon: IconQuestionMark, text: 'unknown', look: styles.none },
  none: { Icon: IconCheck, text: 'none', look: styles.none },
};

/** What the failures of the measured run were. */
export function FailureAutopsy({ autopsy }: { readonly autopsy: Autopsy }) {
  const parts = autopsyParts(autopsy);
  const summary = autopsySentence(autopsy);
  return (
    <Panel title="Failure autopsy" flush>
      <div className={styles.inset}>
        <ChartFrame
          title={headline(autopsy)}
          summary={summary}
          table={{
            head: ['Requests that', 'n', 'share', '95 % interval'],
            rows: parts.map(({ label, count: n, share, ci }) => [
              label,
              count(n),
              percent(share),
              ci === null ? '' : interval(ci[0], ci[1], percentCell),
            ]),
          }}
        >
          {(width) => <StackedShareBar parts={parts} width={width} summary={summary} />}
        </ChartFrame>
      </div>
      <ScrollTable
        label="Failures by endpoint"
        heads={['Name', '# Fails', { words: 'Kind' }, { words: 'Reason' }]}
      >
        {autopsy.rows.map((row) => (
          <AutopsyRow key={`${row.name} ${row.status} ${row.reason}`} row={row} />
        ))}
      </ScrollTable>
      <p className={table.footnote}>Whiskers: 95 % Wilson interval of the share of all requests.</p>
    </Panel>
  );
}

function headline({ failures, capacity, functional, unknown }: Autopsy): string {
  const problems = [capacity, functional, unknown].filter((part) => part.count > 0).length;
  if (failures === 0) return 'No request failed';
  return `${counted(failures, 'failure is', 'failures are')} ${['no problem', 'one problem', 'two problems', 'three problems'][problems]}`;
}

function AutopsyRow({ row }: { readonly row: Row }) {
  const { Icon, text, look } = kinds[row.kind];
  return (
    <tr>
      <th scope="row">{row.name}</th>
      <td>
        {count(row.failures)} <span className={table.unit}>of {count(row.requests)}</span>
      </td>
      <td className={table.words}>
        <span className={`${styles.kind} ${look}`}>
          <Icon size={13} aria-hidden /> {text}
        </span>
      </td>
      <td className={table.words}>
        {row.status !== '' && <span className={styles.status}>{row.status}</span>} {row.reason}
      </td>
    </tr>
  );
}
