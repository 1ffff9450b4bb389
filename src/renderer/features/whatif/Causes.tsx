import { memo } from 'react';
import type { Trial } from '../../../sim/study/results.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { CauseBars } from '../../charts/CauseBars.tsx';
import { count, interval } from '../../ui/format.ts';
import { type CauseRow, causeRows } from './selectors.ts';

/** Failures of one run by cause. */
export const Causes = memo(({ trial }: { readonly trial: Trial }) => {
  const rows = causeRows(trial);
  const summary = causesSentence(rows);
  const most = Math.max(1, ...rows.map(({ high }) => high));
  return (
    <ChartFrame
      title="Failures by cause"
      summary={summary}
      table={{
        head: ['Cause', 'failures in a run', '95 % of runs'],
        rows: rows.map(({ label, mean, low, high }) => [
          label,
          count(mean),
          interval(low, high, count),
        ]),
      }}
    >
      {(width) => (
        <CauseBars
          width={width}
          summary={summary}
          bars={rows.map(({ label, cause, mean, low, high, none }) => ({
            label,
            value: `${count(mean)} ${interval(low, high, count)}`,
            mean: mean / most,
            low: low / most,
            high: high / most,
            none,
            functional: cause === 'functional',
          }))}
        />
      )}
    </ChartFrame>
  );
});

function causesSentence(rows: readonly CauseRow[]): string {
  const some = rows.filter(({ none }) => !none).sort((a, b) => b.mean - a.mean);
  if (some.length === 0) return 'No request fails.';
  const parts = some.map(
    ({ label, mean }) => `${count(mean)} ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
  );
  return `Of the failures in a run: ${parts.join('; ')}.`;
}
