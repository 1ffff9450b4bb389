import { scaleLinear, scaleLog } from 'd3';

interface Props {
  readonly low: number;
  readonly high: number;
  readonly value: number;
  readonly prior: readonly [number, number];
  /** What it shows, in words. */
  readonly summary: string;
}

const WIDTH = 120;
const HEIGHT = 14;

/** An interval inside the range that was plausible before; logarithmic where that range is positive. */
export function MarginalBar({ low, high, value, prior, summary }: Props) {
  const scale = prior[0] > 0 ? scaleLog(prior, [1, WIDTH - 1]) : scaleLinear(prior, [1, WIDTH - 1]);
  const x = scale.clamp(true);
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={summary}>
      <path d={`M1 ${HEIGHT / 2}H${WIDTH - 1}`} stroke="var(--line-strong)" />
      <rect
        x={x(low)}
        y={3}
        width={Math.max(2, x(high) - x(low))}
        height={HEIGHT - 6}
        rx={2}
        fill="var(--band-soft)"
        stroke="var(--band)"
      />
      <path d={`M${x(value)} 1V${HEIGHT - 1}`} stroke="var(--users)" strokeWidth={2} />
    </svg>
  );
}
