import type { ScaleContinuousNumeric } from 'd3';

type Scale = ScaleContinuousNumeric<number, number>;

interface AxisProps {
  readonly scale: Scale;
  readonly ticks: readonly number[];
  readonly format: (value: number) => string;
  readonly label?: string;
}

/** Values below a chart. `y` is where the axis lies, px. */
export function AxisBottom({ scale, ticks, format, label, y }: AxisProps & { readonly y: number }) {
  const [left, right] = scale.range() as [number, number];
  return (
    <g transform={`translate(0,${y})`}>
      <path d={`M${left} 0H${right}`} stroke="var(--line-strong)" />
      {ticks.map((tick) => (
        <g key={tick} transform={`translate(${scale(tick)},0)`}>
          <path d="M0 0V4" stroke="var(--line-strong)" />
          <text y={16} textAnchor="middle">
            {format(tick)}
          </text>
        </g>
      ))}
      {label !== undefined && (
        <text x={right} y={31} textAnchor="end">
          {label}
        </text>
      )}
    </g>
  );
}

/** Values left of a chart with their grid lines. `x` is where the axis lies, `right` where the grid ends, px. */
export function AxisLeft({
  scale,
  ticks,
  format,
  label,
  x,
  right,
}: AxisProps & { readonly x: number; readonly right: number }) {
  const top = Math.min(...(scale.range() as [number, number]));
  return (
    <g transform={`translate(${x},0)`}>
      {ticks.map((tick) => (
        <g key={tick} transform={`translate(0,${scale(tick)})`}>
          <path d={`M0 0H${right - x}`} stroke="var(--line)" />
          <text x={-6} dy="0.32em" textAnchor="end">
            {format(tick)}
          </text>
        </g>
      ))}
      {label !== undefined && (
        <text x={-6} y={top - 10} textAnchor="start" dx={-x + 6}>
          {label}
        </text>
      )}
    </g>
  );
}
