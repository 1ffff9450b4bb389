import { scaleLog } from 'd3';
import { msCell } from '../ui/format.ts';
import { AxisBottom } from './axes.tsx';

export interface ResidualMark {
  readonly label: string;
  readonly observed: number;
  readonly predicted: number;
  readonly low: number;
  readonly high: number;
  readonly inside: boolean;
}

interface Props {
  readonly marks: readonly ResidualMark[];
  /** Shared by the panels of all endpoints, ms. */
  readonly domain: readonly [number, number];
  readonly width: number;
  readonly summary: string;
}

const ROW = 17;
const margin = { top: 4, right: 12, bottom: 24, left: 56 };

/** Measured cells of one endpoint against the interval in which 95 % of simulated runs fall; log scale. */
export function ResidualChart({ marks, domain, width, summary }: Props) {
  const bottom = margin.top + marks.length * ROW;
  const x = scaleLog(domain, [margin.left, width - margin.right]).clamp(true);
  const ticks = [1, 10, 100, 1000, 10_000].filter((tick) => tick >= domain[0] && tick <= domain[1]);
  return (
    <svg width={width} height={bottom + margin.bottom} role="img" aria-label={summary}>
      {ticks.map((tick) => (
        <path key={tick} d={`M${x(tick)} ${margin.top}V${bottom}`} stroke="var(--line)" />
      ))}
      {marks.map(({ label, observed, predicted, low, high, inside }, i) => {
        const y = margin.top + (i + 0.5) * ROW;
        return (
          <g key={label}>
            <text x={margin.left - 8} y={y} dy="0.32em" textAnchor="end">
              {label}
            </text>
            <rect
              x={x(low)}
              y={y - 5}
              width={Math.max(2, x(high) - x(low))}
              height={10}
              rx={2}
              fill="var(--band-soft)"
              stroke="var(--band)"
            />
            <path d={`M${x(predicted)} ${y - 5}v10`} stroke="var(--users)" strokeWidth={2} />
            {inside ? (
              <circle cx={x(observed)} cy={y} r={3.4} fill="var(--ink)" />
            ) : (
              <path
                d={`M${x(observed) - 4} ${y - 4}l8 8m0 -8l-8 8`}
                stroke="var(--fail)"
                strokeWidth={2.4}
                fill="none"
              />
            )}
          </g>
        );
      })}
      <AxisBottom scale={x} ticks={ticks} format={msCell} y={bottom} />
    </svg>
  );
}
