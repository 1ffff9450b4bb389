import { scaleLinear } from 'd3';
import { count } from '../ui/format.ts';
import { AxisBottom } from './axes.tsx';
import { Hatch } from './Hatch.tsx';

export interface WaterfallBar {
  readonly id: string;
  readonly label: string;
  /** Safe users before, and with, this fix; null: none at any load. */
  readonly from: number | null;
  readonly to: number | null;
  readonly range: readonly [number, number] | null;
  /** What the bar says at its end. */
  readonly value: string;
  readonly alone: number | null;
  /** Not stacked: only its own mark. */
  readonly apart: boolean;
}

interface Props {
  readonly bars: readonly WaterfallBar[];
  readonly targetUsers: number;
  readonly width: number;
  readonly summary: string;
}

const ROW = 27;
const top = 26;
const LABEL_SHARE = 0.34;

/** Safe users as the fixes are stacked in their order: what was there before, what each adds or takes, and each on its own. */
export function WaterfallChart({ bars, targetUsers, width, summary }: Props) {
  const left = Math.min(330, Math.floor(width * LABEL_SHARE));
  const right = width - 92;
  const bottom = top + bars.length * ROW;
  const x = scaleLinear([0, targetUsers], [left, right]);
  return (
    <svg width={width} height={bottom + 36} role="img" aria-label={summary}>
      <Hatch id="hatch-loss" colour="var(--fail)" />
      {x.ticks(5).map((tick) => (
        <path key={tick} d={`M${x(tick)} ${top}V${bottom}`} stroke="var(--line)" />
      ))}
      {bars.map((bar, i) => (
        <g key={bar.id} transform={`translate(0,${top + i * ROW})`}>
          <text
            x={left - 12}
            y={ROW / 2}
            dy="0.32em"
            textAnchor="end"
            style={{ fill: 'var(--ink)' }}
          >
            {shortened(bar.label, left - 12)}
            <title>{bar.label}</title>
          </text>
          <Bar bar={bar} x={x} right={right} />
        </g>
      ))}
      <path d={`M${x(targetUsers)} ${top - 8}V${bottom}`} stroke="var(--ink)" strokeWidth={2} />
      <text
        x={x(targetUsers)}
        y={12}
        textAnchor="end"
        style={{ fill: 'var(--ink)', fontWeight: 600 }}
      >
        target {count(targetUsers)} users
      </text>
      <AxisBottom scale={x} ticks={x.ticks(5)} format={count} label="safe users" y={bottom} />
    </svg>
  );
}

function Bar({
  bar,
  x,
  right,
}: {
  readonly bar: WaterfallBar;
  readonly x: (users: number) => number;
  readonly right: number;
}) {
  const { from, to, range, value, alone, apart } = bar;
  const [before, after] = [from ?? 0, to ?? 0];
  const kept = Math.min(before, after);
  const middle = ROW / 2;
  return (
    <>
      {!apart && (
        <>
          <rect
            x={x(0)}
            y={7}
            width={x(kept) - x(0)}
            height={ROW - 14}
            fill="var(--users)"
            opacity={0.38}
          />
          <rect
            x={x(kept)}
            y={5}
            width={Math.abs(x(after) - x(before))}
            height={ROW - 10}
            fill={after >= before ? 'var(--users)' : 'url(#hatch-loss)'}
          />
          {range !== null && range[0] !== range[1] && (
            <path
              d={`M${x(range[0])} ${middle}H${x(range[1])}M${x(range[0])} ${middle - 4}v8M${x(range[1])} ${middle - 4}v8`}
              stroke="var(--ink)"
              strokeWidth={1.5}
            />
          )}
        </>
      )}
      {alone !== null && (
        <path
          d={`M${x(alone)} ${middle - 6}l6 6l-6 6l-6 -6z`}
          fill="var(--panel)"
          stroke="var(--ink)"
          strokeWidth={1.6}
        />
      )}
      <text
        x={right + 10}
        y={middle}
        dy="0.32em"
        style={{ fill: 'var(--ink)', fontWeight: apart ? 400 : 600 }}
      >
        {value}
      </text>
    </>
  );
}

/** px of an average character at the size of labels. */
const CHARACTER = 5.9;

function shortened(text: string, room: number): string {
  const fits = Math.floor(room / CHARACTER);
  return text.length <= fits ? text : `${text.slice(0, fits - 1).trimEnd()}…`;
}
