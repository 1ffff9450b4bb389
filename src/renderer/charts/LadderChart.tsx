import { line, scaleLinear } from 'd3';
import { count } from '../ui/format.ts';
import { AxisBottom, AxisLeft } from './axes.tsx';

export interface LadderChartPoint {
  readonly users: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly extrapolated: boolean;
}

interface Props {
  readonly points: readonly LadderChartPoint[];
  readonly format: (value: number) => string;
  readonly axis: string;
  /** A target to stay below. */
  readonly target: { readonly limit: number; readonly label: string } | null;
  readonly colour: string;
  readonly width: number;
  readonly summary: string;
  readonly height?: number;
}

const margin = { top: 24, right: 20, bottom: 36, left: 52 };

/** One figure at the loads of the ladder, with the range of single runs; dashed where it is extrapolated. */
export function LadderChart({
  points,
  format,
  axis,
  target,
  colour,
  width,
  summary,
  height = 210,
}: Props) {
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const most = Math.max(
    ...points.map(({ high }) => high),
    target === null ? 0 : target.limit * 1.5,
    1e-9,
  );
  const x = scaleLinear(
    [0, Math.max(1, ...points.map(({ users }) => users))],
    [margin.left, right],
  );
  const y = scaleLinear([0, most], [bottom, margin.top]).nice(4);
  const path = line<LadderChartPoint>(
    ({ users }) => x(users),
    ({ mean }) => y(mean),
  );
  const firstBeyond = points.findIndex(({ extrapolated }) => extrapolated);
  const solid = firstBeyond < 0 ? points : points.slice(0, firstBeyond);
  const dashed = firstBeyond < 0 ? [] : points.slice(Math.max(0, firstBeyond - 1));
  return (
    <svg width={width} height={height} role="img" aria-label={summary}>
      <AxisLeft
        scale={y}
        ticks={y.ticks(4)}
        format={format}
        label={axis}
        x={margin.left}
        right={right}
      />
      <AxisBottom
        scale={x}
        ticks={points.map(({ users }) => users)}
        format={count}
        label="users"
        y={bottom}
      />
      {target !== null && (
        <g>
          <path
            d={`M${margin.left} ${y(target.limit)}H${right}`}
            stroke="var(--ok)"
            strokeWidth={1.5}
            strokeDasharray="2 3"
          />
          <text
            x={right}
            y={y(target.limit) - 5}
            textAnchor="end"
            style={{ fill: 'var(--ok-text)' }}
          >
            {target.label}
          </text>
        </g>
      )}
      <path d={path(solid) ?? ''} fill="none" stroke={colour} strokeWidth={2} />
      <path
        d={path(dashed) ?? ''}
        fill="none"
        stroke={colour}
        strokeWidth={2}
        strokeDasharray="5 4"
      />
      {points.map(({ users, mean, low, high, extrapolated }) => (
        <g key={users} stroke={colour}>
          <path
            d={`M${x(users)} ${y(low)}V${y(high)}M${x(users) - 4} ${y(low)}h8M${x(users) - 4} ${y(high)}h8`}
            strokeWidth={1.5}
          />
          <circle
            cx={x(users)}
            cy={y(mean)}
            r={4}
            strokeWidth={2}
            fill={extrapolated ? 'var(--panel)' : colour}
          />
        </g>
      ))}
    </svg>
  );
}
