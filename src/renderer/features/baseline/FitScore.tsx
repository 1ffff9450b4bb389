import type { Calibration } from '../../../sim/study/results.ts';
import { count, percent } from '../../ui/format.ts';
import styles from './Baseline.module.css';

/** The verdict of a calibration and the figures that it stands on. */
export function FitScore({ calibration: { fit } }: { readonly calibration: Calibration }) {
  const scores = [
    { label: 'counts inside', value: `${count(fit.countCellsInside)} of ${count(fit.countCells)}` },
    {
      label: 'latency cells inside',
      value: `${count(fit.latencyCellsInside)} of ${count(fit.latencyCells)}`,
    },
    {
      label: 'median absolute error, average and P50 to P95',
      value: percent(fit.medianAbsoluteError),
    },
    {
      label: 'median width of the intervals, by chance alone',
      value: `× ${fit.medianWidth.toFixed(1)}, × ${fit.medianWidthByChance.toFixed(1)}`,
    },
  ];
  return (
    <div>
      <dl className={styles.scores}>
        {scores.map(({ label, value }) => (
          <div key={label}>
            <dd>{value}</dd>
            <dt>{label}</dt>
          </div>
        ))}
      </dl>
      <p className={styles.verdict}>{fit.verdict}</p>
    </div>
  );
}
