import type { Calibration } from '../../../sim/study/results.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { ResidualChart } from '../../charts/ResidualChart.tsx';
import { count, interval, msCell } from '../../ui/format.ts';
import styles from './Baseline.module.css';
import { latencyResiduals, otherResiduals, residualDomain } from './selectors.ts';

/** Narrowest panel of one endpoint, px. */
const PANEL_WIDTH = 270;

/** Every measured cell beside the interval in which 95 % of simulated runs fall. */
export function Residuals({ calibration }: { readonly calibration: Calibration }) {
  const endpoints = latencyResiduals(calibration);
  const domain = residualDomain(endpoints);
  const cells = endpoints.flatMap(({ endpoint, marks }) =>
    marks.map((mark) => ({ endpoint, ...mark })),
  );
  const inside = cells.filter((cell) => cell.inside).length;
  return (
    <ChartFrame
      title="Measured latencies against the predicted interval"
      summary={`${count(inside)} of ${count(cells.length)} measured latencies lie where 95 % of simulated runs put them.`}
      legend={<Legend />}
      table={{
        head: ['Cell', 'measured', 'predicted', '95 % of runs', 'verdict'],
        rows: [
          ...cells.map(({ endpoint, label, observed, predicted, low, high, inside: ok }) => [
            `${endpoint}, ${label} (ms)`,
            msCell(observed),
            msCell(predicted),
            interval(low, high, msCell),
            ok ? 'inside' : 'outside',
          ]),
          ...otherResiduals(calibration).map(
            ({ endpoint, figure, observed, predicted, low, high, inside: ok }) => [
              `${endpoint}, ${figure}`,
              count(observed),
              count(predicted),
              interval(low, high, count),
              ok ? 'inside' : 'outside',
            ],
          ),
        ],
      }}
    >
      {(width) => {
        const columns = Math.max(1, Math.min(endpoints.length, Math.floor(width / PANEL_WIDTH)));
        const each = Math.floor((width - (columns - 1) * 16) / columns);
        return (
          <div
            className={styles.residuals}
            style={{ gridTemplateColumns: `repeat(${columns}, ${each}px)` }}
          >
            {endpoints.map(({ endpoint, marks, inside: n }) => (
              <div key={endpoint}>
                <h4>
                  {endpoint} <span>{`${n} of ${marks.length} inside`}</span>
                </h4>
                <ResidualChart
                  marks={marks}
                  domain={domain}
                  width={each}
                  summary={`${endpoint}: ${n} of ${marks.length} measured latencies inside the predicted interval.`}
                />
              </div>
            ))}
          </div>
        );
      }}
    </ChartFrame>
  );
}

function Legend() {
  return (
    <>
      <span>
        <svg width="24" height="12" aria-hidden="true">
          <rect
            x="1"
            y="1.5"
            width="22"
            height="9"
            rx="2"
            fill="var(--band-soft)"
            stroke="var(--band)"
          />
          <path d="M12 1v10" stroke="var(--users)" strokeWidth="2" />
        </svg>
        predicted: 95 % of runs, median
      </span>
      <span>
        <svg width="10" height="10" aria-hidden="true">
          <circle cx="5" cy="5" r="3.4" fill="var(--ink)" />
        </svg>
        measured, inside
      </span>
      <span>
        <svg width="10" height="10" aria-hidden="true">
          <path d="M1 1l8 8m0-8l-8 8" stroke="var(--fail)" strokeWidth="2.4" />
        </svg>
        measured, outside
      </span>
      <span>ms, logarithmic</span>
    </>
  );
}
