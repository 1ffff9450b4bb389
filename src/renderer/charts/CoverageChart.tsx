import { line, scaleLinear } from 'd3';
import { AxisBottom, AxisLeft } from './axes.tsx';

interface Props {
  readonly points: readonly { readonly level: number; readonly inside: number }[];
  readonly width: number;
  readonly summary: string;
}

const SIZE = 240;
const margin = { top: 22, right: 14, bottom: 38, left: 46 };
const ticks = [0, 0.25, 0.5, 0.75, 1];

/** Share of cells inside the central interval of each size; on the diagonal they are as often inside as promised. */
export function CoverageChart({ points, width, summary }: Props) {
  const size = Math.min(width, SIZE + 60);
  const x = scaleLinear([0, 1], [margin.left, size - margin.right]);
  const y = scaleLinear([0, 1], [SIZE - margin.bottom, margin.top]);
  const percent = (value: number): string => `${Math.round(value * 100)} %`;
  const path = line<Props['points'][number]>(
    ({ level }) => x(level),
    ({ inside }) => y(inside),
  )([{ level: 0, inside: 0 }, ...points]);
  return (
    <svg width={size} height={SIZE} role="img" aria-label={summary}>
      <AxisLeft
        scale={y}
        ticks={ticks}
        format={percent}
        label="cells inside"
        x={margin.left}
        right={size - margin.right}
      />
      <path
        d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`}
        stroke="var(--line-strong)"
        strokeDasharray="4 3"
      />
      <path d={path ?? ''} fill="none" stroke="var(--users)" strokeWidth={2} />
      {points.map(({ level, inside }) => (
        <circle key={level} cx={x(level)} cy={y(inside)} r={3} fill="var(--users)" />
      ))}
      <AxisBottom
        scale={x}
        ticks={ticks}
        format={percent}
        label="size of the interval"
        y={SIZE - margin.bottom}
      />
    </svg>
  );
}
