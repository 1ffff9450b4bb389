import type { Scenario } from '../../../sim/model/scenario.ts';
import type { Calibration } from '../../../sim/study/results.ts';
import { ProvenanceBadge } from '../../ui/ProvenanceBadge.tsx';
import { interval, setting } from '../../ui/format.ts';
import table from '../../ui/table.module.css';
import { printed } from '../whatif/settings.ts';
import styles from './Baseline.module.css';
import { type SourcedValue, sourcedValues } from './selectors.ts';

interface Props {
  readonly calibration: Calibration | null;
  readonly scenario: Scenario;
}

/** Parameters of the model: the fitted ones with what fits about as well, and the others whose source is stated. */
export function ParameterTable({ calibration, scenario }: Props) {
  const fitted = calibration?.parameters ?? [];
  const others = sourcedValues(
    scenario,
    fitted.map(({ path }) => path),
  );
  return (
    <details className={styles.details} open>
      <summary>
        Parameters <span>{fitted.length + others.length}</span>
      </summary>
      <div className={table.scroll} tabIndex={0} role="group" aria-label="Parameters">
        <table className={table.table}>
          <thead>
            <tr>
              {['Parameter', 'Value', 'Fits as well', 'Searched in', 'Known by'].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fitted.map(({ path, label, unit, value, low, high, prior, provenance }) => (
              <tr key={path}>
                <th scope="row">
                  {label} <code className={styles.path}>{path}</code>
                </th>
                <td>
                  {setting(value)} <span className={table.unit}>{unit}</span>
                </td>
                <td>{interval(low, high, setting)}</td>
                <td className={table.unit}>{interval(prior[0], prior[1], setting)}</td>
                <td>
                  <ProvenanceBadge provenance={provenance} />
                </td>
              </tr>
            ))}
            {others.map((entry) => (
              <OtherRow key={entry.path} entry={entry} />
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function OtherRow({ entry: { path, value, provenance } }: { readonly entry: SourcedValue }) {
  return (
    <tr>
      <th scope="row">
        <code className={styles.path}>{path}</code>
      </th>
      <td>{typeof value === 'number' ? setting(value) : printed(value)}</td>
      <td colSpan={2}>not fitted</td>
      <td>
        <ProvenanceBadge provenance={provenance} />
      </td>
    </tr>
  );
}
