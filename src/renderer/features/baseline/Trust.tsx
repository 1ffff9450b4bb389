import type { Calibration } from '../../../sim/study/results.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { CorrelationChart } from '../../charts/CorrelationChart.tsx';
import { CoverageChart } from '../../charts/CoverageChart.tsx';
import { ScrollTable } from '../../ui/ScrollTable.tsx';
import { count, percent } from '../../ui/format.ts';
import table from '../../ui/table.module.css';
import styles from './Baseline.module.css';
import { strongestCorrelations } from './selectors.ts';

/** How far a calibration can be trusted: its intervals, endpoints left out, and which parameters cannot be told apart. */
export function Trust({ calibration }: { readonly calibration: Calibration }) {
  const { coverage, parameters, correlations } = calibration;
  const half = coverage.find(({ level }) => level === 0.5);
  const most = coverage.at(-1);
  const pairs = strongestCorrelations(calibration);
  const strongest = pairs[0];
  return (
    <div className={styles.trust}>
      <ChartFrame
        title="Calibration plot"
        summary={`Of all cells ${percent(half?.inside)} lie in the central half of the simulated runs and ${percent(most?.inside)} in the central ${percent(most?.level)}; on the dashed line they would be as promised.`}
        table={{
          head: ['Interval', 'cells inside'],
          rows: coverage.map(({ level, inside }) => [percent(level), percent(inside)]),
        }}
      >
        {(width) => (
          <CoverageChart points={coverage} width={width} summary="Calibration plot of the cells" />
        )}
      </ChartFrame>
      <ChartFrame
        title="Correlations"
        summary={
          strongest === undefined
            ? 'Only one parameter was fitted.'
            : `Strongest pair: ${strongest.a} and ${strongest.b}, correlation ${strongest.value.toFixed(2)}. Blue squares move together, orange ones against one another.`
        }
        table={{
          head: ['Parameters', 'correlation'],
          rows: pairs.map(({ a, b, value }) => [`${a} · ${b}`, value.toFixed(2)]),
        }}
      >
        {() => (
          <CorrelationChart
            labels={parameters.map(({ label }) => label)}
            correlations={correlations}
            summary="Correlations of the fitted parameters"
          />
        )}
      </ChartFrame>
      <LeftOutTable calibration={calibration} />
    </div>
  );
}

function LeftOutTable({ calibration: { leftOut } }: { readonly calibration: Calibration }) {
  return (
    <section className={styles.leftOut}>
      <h3>Each endpoint as the others predict it</h3>
      <p className={table.unit}>
        Fitted without its row and the total row, then predicted: what the model says of an endpoint
        that was not measured.
      </p>
      <ScrollTable
        label="Endpoints left out"
        heads={['Endpoint', 'Cells inside', 'Median error', 'Median width']}
      >
        {leftOut.map(({ endpoint, inside, cells, medianAbsoluteError, medianWidth }) => (
          <tr key={endpoint}>
            <th scope="row">{endpoint}</th>
            <td>{`${count(inside)} of ${count(cells)}`}</td>
            <td>{percent(medianAbsoluteError)}</td>
            <td>{medianWidth === null ? '' : `× ${medianWidth.toFixed(1)}`}</td>
          </tr>
        ))}
      </ScrollTable>
    </section>
  );
}
