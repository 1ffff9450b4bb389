import { scaleLinear } from 'd3';
import { count, percent } from '../ui/format.ts';
import { Hatch } from './Hatch.tsx';

export interface SharePart {
  readonly label: string;
  readonly count: number;
  readonly share: number;
  readonly ci: readonly [number, number] | null;
  readonly look: 'capacity' | 'functional' | 'unknown' | 'ok';
}

interface Props {
  readonly parts: readonly SharePart[];
  readonly width: number;
  readonly summary: string;
}

const fills = {
  capacity: 'url(#hatch-fail)',
  functional: 'var(--functional)',
  unknown: 'var(--wait)',
  ok: 'var(--ok)',
};
const BAR_TOP = 22;
const BAR_HEIGHT = 30;
const WHISKER_STEP = 15;

/** Parts of a whole in one bar, each with the interval of its share below, drawn from where the part begins. */
export function StackedShareBar({ parts, width, summary }: Props) {
  const x = scaleLinear([0, 1], [1, width - 1]);
  const withCi = parts.filter(({ ci }) => ci !== null);
  const starts = parts.map((_, i) => parts.slice(0, i).reduce((sum, { share }) => sum + share, 0));
  const height = BAR_TOP + BAR_HEIGHT + 10 + withCi.length * WHISKER_STEP;
  return (
    <svg width={width} height={height} role="img" aria-label={summary}>
      <Hatch id="hatch-fail" colour="var(--fail)" />
      {parts.map(({ label, share, look, count: n, ci }, i) => {
        const left = x(starts[i]!);
        const breadth = x(starts[i]! + share) - left;
        const row = withCi.findIndex((part) => part.label === label);
        const y = BAR_TOP + BAR_HEIGHT + 10 + row * WHISKER_STEP;
        return (
          <g key={label}>
            <rect
              x={left}
              y={BAR_TOP}
              width={Math.max(0, breadth - 2)}
              height={BAR_HEIGHT}
              fill={fills[look]}
            />
            <text x={left} y={14} style={{ fill: 'var(--ink)', fontWeight: 600 }}>
              {breadth > 90 || i === 0 ? `${label} ${count(n)}` : count(n)}
            </text>
            {ci !== null && (
              <g stroke="var(--ink-2)" strokeWidth={1.5}>
                <path d={`M${x(starts[i]! + ci[0])} ${y}H${x(starts[i]! + ci[1])}`} />
                <path
                  d={`M${x(starts[i]! + ci[0])} ${y - 4}v8M${x(starts[i]! + ci[1])} ${y - 4}v8`}
                />
                <text x={x(starts[i]! + ci[1]) + 6} y={y} dy="0.32em" stroke="none">
                  {percent(share)}
                </text>
              </g>
            )}
          </g>
        );
      })}
    </svg>
  );
}
