import { Select } from '@mantine/core';
import type { Gap, SafeUsers, WorkloadGap } from '../../../sim/study/results.ts';
import { useGap, useModel } from '../../app/model.ts';
import { safeValue } from '../../app/topBar.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { type WaterfallBar, WaterfallChart } from '../../charts/WaterfallChart.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { count, interval } from '../../ui/format.ts';
import { shownTarget, type WaterfallRow, waterfallRows, waterfallTargets } from './selectors.ts';

/** Safe users as the fixes are stacked in the order of their priority. */
export function Waterfall({ gap, shown }: { readonly gap: Gap; readonly shown: WorkloadGap }) {
  const model = useModel();
  const asked = useGap((state) => state.target);
  const target = shownTarget(gap, shown, asked);
  const targets = waterfallTargets(gap);
  const rows = waterfallRows(shown, target);
  const label = targets.find(({ value }) => value === target)?.label ?? target;
  const summary = sentence(rows, label, gap.targetUsers);
  return (
    <Panel
      title="Waterfall of fixes"
      note="Each fix on top of all before it, in the report’s order of priority; on its own as a diamond."
      actions={
        <Select
          size="xs"
          w={220}
          aria-label="Target of the waterfall"
          data={[...targets]}
          value={target}
          allowDeselect={false}
          onChange={(value) => {
            if (value !== null) model.gap.showTarget(value);
          }}
        />
      }
    >
      <ChartFrame
        title={`Safe users for: ${label}`}
        summary={summary}
        legend={<Legend />}
        table={{
          head: ['Fix', 'safe users, stacked', 'range', 'safe users, alone', 'range of alone'],
          rows: rows.map(({ label: fix, stacked, alone }) => [
            fix,
            text(stacked, gap.targetUsers),
            range(stacked),
            text(alone, gap.targetUsers),
            range(alone),
          ]),
        }}
      >
        {(width) => (
          <WaterfallChart
            bars={rows.map((row) => barOf(row, gap.targetUsers))}
            targetUsers={gap.targetUsers}
            width={width}
            summary={summary}
          />
        )}
      </ChartFrame>
    </Panel>
  );
}

function barOf(
  { id, label, priority, from, stacked, alone }: WaterfallRow,
  targetUsers: number,
): WaterfallBar {
  const apart = stacked === null;
  const shown = stacked ?? alone;
  const low = stacked?.low ?? null;
  const high = stacked?.high ?? null;
  return {
    id,
    label: priority === null ? label : `${priority}. ${label}`,
    from,
    to: stacked?.value ?? null,
    range: low === null || high === null ? null : [low, high],
    value: apart ? `alone ${text(shown, targetUsers)}` : text(shown, targetUsers),
    alone: alone?.value ?? null,
    apart,
  };
}

function text(safeUsers: SafeUsers | null, targetUsers: number): string {
  return safeUsers === null ? '' : safeValue(safeUsers, targetUsers);
}

function range(safeUsers: SafeUsers | null): string {
  return safeUsers === null ? '' : interval(safeUsers.low, safeUsers.high, count);
}

function sentence(rows: readonly WaterfallRow[], label: string, targetUsers: number): string {
  const asIs = rows[0]?.stacked ?? null;
  const before = `${label}: ${text(asIs, targetUsers)} safe users as it is`;
  const reaching = rows.slice(1).find(({ stacked }) => (stacked?.value ?? 0) >= targetUsers);
  if (reaching !== undefined) {
    return `${before}; ${count(targetUsers)} are reached with “${reaching.label}” stacked on the fixes before it.`;
  }
  const last = rows.findLast(({ stacked }) => stacked !== null);
  return `${before}, ${text(last?.stacked ?? null, targetUsers)} with all fixes stacked: ${count(targetUsers)} are not reached.`;
}

function Legend() {
  return (
    <>
      <span>
        <svg width="26" height="12" aria-hidden="true">
          <rect y="2" width="12" height="8" fill="var(--users)" opacity="0.38" />
          <rect x="12" width="14" height="12" fill="var(--users)" />
        </svg>
        before, and what the fix adds
      </span>
      <span>
        <svg width="14" height="14" aria-hidden="true">
          <path
            d="M7 1l6 6l-6 6l-6 -6z"
            fill="var(--panel)"
            stroke="var(--ink)"
            strokeWidth="1.6"
          />
        </svg>
        the fix alone
      </span>
      <span>whiskers: where single runs begin to miss the target</span>
    </>
  );
}
