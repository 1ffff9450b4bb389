import { area, line, scaleLinear } from 'd3';
import { count } from '../ui/format.ts';
import { AxisBottom, AxisLeft } from './axes.tsx';

export interface ConnectionsData {
  readonly limit: number;
  /** s that each of the values that follow stands for. */
  readonly everyS: number;
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** s until all users are spawned. */
  readonly rampS: number;
}

interface Props {
  readonly data: ConnectionsData;
  readonly width: number;
  readonly summary: string;
  readonly height?: number;
}

/** Share of the limit at which an alert is due. */
export const ALERT_SHARE = 0.8;
const margin = { top: 22, right: 118, bottom: 36, left: 40 };

/** Slots taken in each second of the run against the limit: the mean over runs within the range of single runs. */
export function ConnectionsChart({ data, width, summary, height = 230 }: Props) {
  const { limit, everyS, mean, low, high, rampS } = data;
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const x = scaleLinear([0, Math.max(1, mean.length * everyS)], [margin.left, right]);
  const y = scaleLinear([0, Math.max(limit, ...high) * 1.06], [bottom, margin.top]);
  const band = area<number>(
    (_, i) => x((i + 0.5) * everyS),
    (_, i) => y(low[i]!),
    (value) => y(value),
  );
  const path = line<number>(
    (_, i) => x((i + 0.5) * everyS),
    (value) => y(value),
  );
  const lines = [
    {
      at: limit,
      text: `limit ${count(limit)}`,
      colour: 'var(--fail)',
      ink: 'var(--fail-text)',
      dash: undefined,
    },
    {
      at: limit * ALERT_SHARE,
      text: `alert 80 % = ${count(limit * ALERT_SHARE)}`,
      colour: 'var(--wait)',
      ink: 'var(--wait-text)',
      dash: '6 4',
    },
  ];
  return (
    <svg width={width} height={height} role="img" aria-label={summary}>
      <rect
        x={x(0)}
        y={margin.top}
        width={x(Math.min(rampS, mean.length * everyS)) - x(0)}
        height={bottom - margin.top}
        fill="var(--panel-raised)"
        stroke="var(--line)"
      />
      <AxisLeft
        scale={y}
        ticks={y.ticks(5)}
        format={count}
        label="slots taken"
        x={margin.left}
        right={right}
      />
      <AxisBottom
        scale={x}
        ticks={x.ticks(8)}
        format={count}
        label="s from the first spawn; users spawn in the tinted part"
        y={bottom}
      />
      <path d={band(high) ?? ''} fill="var(--band-soft)" stroke="var(--band)" strokeWidth={0.75} />
      <path d={path(mean) ?? ''} fill="none" stroke="var(--ink)" strokeWidth={1.75} />
      {lines.map(({ at, text, colour, ink, dash }) => (
        <g key={text}>
          <path
            d={`M${margin.left} ${y(at)}H${right}`}
            stroke={colour}
            strokeWidth={2}
            strokeDasharray={dash}
          />
          <text x={right + 6} y={y(at)} dy="0.32em" style={{ fill: ink, fontWeight: 600 }}>
            {text}
          </text>
        </g>
      ))}
    </svg>
  );
}
