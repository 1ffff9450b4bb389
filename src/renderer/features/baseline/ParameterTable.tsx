import type { Scenario } from '../../../sim/model/scenario.ts';
import type { Calibration, FittedParameter } from '../../../sim/study/results.ts';
import { MarginalBar } from '../../charts/MarginalBar.tsx';
import { ProvenanceBadge } from '../../ui/ProvenanceBadge.tsx';
import { SettingName } from '../../ui/SettingName.tsx';
import { ScrollTable } from '../../ui/ScrollTable.tsx';
import { interval, setting } from '../../ui/format.ts';
import table from '../../ui/table.module.css';
import { printed } from '../whatif/settings.ts';
import styles from './Baseline.module.css';
import { KnowledgeMark } from './KnowledgeMark.tsx';
import { type SourcedValue, sourcedValues } from './selectors.ts';

interface Props {
  readonly calibration: Calibration | null;
  readonly scenario: Scenario;
}

/** Parameters of the model: the fitted ones with their posterior and what the data tell of them, and the others whose source is stated. */
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
      <ScrollTable
        label="Parameters"
        heads={['Parameter', 'Value', '95 % posterior', 'Known', 'Of what was plausible', 'Source']}
        className={styles.parameters}
      >
        {calibration?.derived.map((quantity) => (
          <tr key={quantity.label}>
            <th scope="row">
              {quantity.label} <span className={table.unit}>derived</span>
            </th>
            <EstimateCells {...quantity} />
            <td className={`${table.unit} ${styles.ratio}`}>a ratio of parameters below</td>
            <td className={table.unit}>computed</td>
          </tr>
        ))}
        {fitted.map((parameter) => (
          <FittedRow key={parameter.path} parameter={parameter} />
        ))}
        {others.map((entry) => (
          <OtherRow key={entry.path} entry={entry} />
        ))}
      </ScrollTable>
    </details>
  );
}

function FittedRow({ parameter }: { readonly parameter: FittedParameter }) {
  const { path, label, value, low, high, prior, priorSource, provenance } = parameter;
  const range = `${interval(prior[0], prior[1], setting)}: ${priorSource}`;
  return (
    <tr>
      <th scope="row">
        {label} <SettingName name={path} className={`${styles.path} ${styles.below}`} />
      </th>
      <EstimateCells {...parameter} />
      <td title={range}>
        <MarginalBar {...{ low, high, value, prior }} summary={`plausible before: ${range}`} />
      </td>
      <td>
        <ProvenanceBadge provenance={provenance} />
      </td>
    </tr>
  );
}

type Estimate = Pick<FittedParameter, 'unit' | 'value' | 'low' | 'high' | 'knowledge'>;

function EstimateCells({ unit, value, low, high, knowledge }: Estimate) {
  return (
    <>
      <td>
        {setting(value)} <span className={table.unit}>{unit}</span>
      </td>
      <td>{interval(low, high, setting)}</td>
      <td>
        <KnowledgeMark knowledge={knowledge} />
      </td>
    </>
  );
}

function OtherRow({ entry: { path, value, provenance } }: { readonly entry: SourcedValue }) {
  return (
    <tr>
      <th scope="row">
        <SettingName name={path} className={styles.path} />
      </th>
      <td>{typeof value === 'number' ? setting(value) : printed(value)}</td>
      <td colSpan={3} className={table.words}>
        {provenance.source}
      </td>
      <td>
        <ProvenanceBadge provenance={provenance} />
      </td>
    </tr>
  );
}
