import { Hatch } from './Hatch.tsx';

export interface CauseBar {
  readonly label: string;
  readonly value: string;
  /** 0..1 of the width for bars. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly none: boolean;
  readonly functional: boolean;
}

interface Props {
  readonly bars: readonly CauseBar[];
  readonly width: number;
  readonly summary: string;
}

const ROW = 31;
const BAR = 9;

/** One bar per cause with the range of single runs; capacity hatched, functional plain, so that colour is not the only cue. */
export function CauseBars({ bars, width, summary }: Props) {
  const room = Math.max(60, width - 8);
  return (
    <svg width={width} height={bars.length * ROW} role="img" aria-label={summary}>
      <Hatch id="hatch-cause" colour="var(--fail)" />
      {bars.map(({ label, value, mean, low, high, none, functional }, i) => {
        const y = i * ROW;
        const middle = y + 17 + BAR / 2;
        return (
          <g key={label} opacity={none ? 0.75 : 1}>
            <text x={0} y={y + 12}>
              {label}
            </text>
            <text
              x={width}
              y={y + 12}
              textAnchor="end"
              style={{ fill: 'var(--ink)', fontWeight: none ? 400 : 600 }}
            >
              {value}
            </text>
            <rect x={0} y={y + 17} width={room} height={BAR} fill="var(--panel-raised)" />
            <rect
              x={0}
              y={y + 17}
              width={mean * room}
              height={BAR}
              fill={functional ? 'var(--functional)' : 'url(#hatch-cause)'}
            />
            {!none && (
              <path
                d={`M${low * room} ${middle}H${high * room}M${low * room} ${middle - 4}v8M${high * room} ${middle - 4}v8`}
                stroke="var(--ink)"
                strokeWidth={1.4}
                fill="none"
              />
            )}
          </g>
        );
      })}
    </svg>
  );
}
