interface Props {
  readonly labels: readonly string[];
  readonly correlations: readonly (readonly number[])[];
  readonly summary: string;
}

const CELL = 12;

/** Correlations as a triangle of squares: area is strength, blue is together, orange against one another. */
export function CorrelationChart({ labels, correlations, summary }: Props) {
  const side = labels.length * CELL;
  return (
    <svg width={side + 4} height={side + 4} role="img" aria-label={summary}>
      {correlations.map((row, i) =>
        row.slice(0, i).map((value, j) => {
          const size = Math.sqrt(Math.abs(value)) * (CELL - 2);
          return (
            <g key={`${labels[i]} ${labels[j]}`}>
              <rect
                x={j * CELL + 1}
                y={i * CELL + 1}
                width={CELL - 2}
                height={CELL - 2}
                fill="none"
                stroke="var(--line)"
              />
              <rect
                x={j * CELL + CELL / 2 - size / 2}
                y={i * CELL + CELL / 2 - size / 2}
                width={size}
                height={size}
                fill={value > 0 ? 'var(--users)' : 'var(--fail)'}
              >
                <title>{`${labels[i]} and ${labels[j]}: ${value.toFixed(2)}`}</title>
              </rect>
            </g>
          );
        }),
      )}
    </svg>
  );
}
