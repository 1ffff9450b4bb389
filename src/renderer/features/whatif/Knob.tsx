import { Switch, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconExclamationCircle, IconInfoCircle } from '@tabler/icons-react';
import { memo, useId } from 'react';
import type { Provenance } from '../../../sim/model/scenario/provenance.ts';
import { useModel, useWhatIf } from '../../app/model.ts';
import { ProvenanceBadge } from '../../ui/ProvenanceBadge.tsx';
import { SettingName } from '../../ui/SettingName.tsx';
import { setting } from '../../ui/format.ts';
import styles from './Knobs.module.css';
import { ChoiceControl } from './ChoiceControl.tsx';
import { chosen, type Knob as KnobSpec } from './knobs.ts';
import { NumberControl } from './NumberControl.tsx';
import { remarksAt } from './selectors.ts';
import { printed, sameValue } from './settings.ts';

interface Props {
  readonly knob: KnobSpec;
  readonly value: unknown;
  /** The baseline's value; undefined where it has no such setting. */
  readonly base: unknown;
  readonly provenance: Provenance;
  readonly onEdit: (path: string, next: unknown) => void;
}

/**
 * One setting: its control, how well it is known, the way back to the baseline, and what is said about it. Drawn anew only
 * when one of these differs: while a slider moves, all other settings stand still.
 */
export const Knob = memo(OneKnob, sameProps);

function sameProps(a: Props, b: Props): boolean {
  return (
    a.onEdit === b.onEdit &&
    sameValue(a.value, b.value) &&
    sameValue(a.base, b.base) &&
    sameValue(a.provenance, b.provenance) &&
    sameValue(a.knob, b.knob)
  );
}

function OneKnob({ knob, value, base, provenance, onEdit }: Props) {
  const { whatIf } = useModel();
  const id = useId();
  const changed = base !== undefined && !sameValue(value, base);
  const edit = (next: unknown): void => onEdit(knob.path, next);
  const unit = knob.kind === 'number' ? knob.unit : '';
  return (
    <div className={styles.knob} data-changed={changed || undefined}>
      <div className={styles.label}>
        <label id={`${id}-label`} htmlFor={`${id}-field`}>
          <SettingName name={knob.label} />
          {unit !== '' && <span className={styles.unit}> {unit}</span>}
        </label>
        {changed && (
          <Tooltip label={`Back to the baseline: ${baseText(base, knob)}`} withArrow>
            <button
              type="button"
              className={styles.reset}
              aria-label={`Reset ${knob.label} to the baseline, ${baseText(base, knob)}`}
              onClick={() => edit(base)}
            />
          </Tooltip>
        )}
        <ProvenanceBadge provenance={provenance} />
      </div>
      {knob.kind === 'number' && (
        <NumberControl
          id={id}
          knob={knob}
          value={value}
          base={base}
          onChange={edit}
          onEnter={() => whatIf.run()}
        />
      )}
      {knob.kind === 'choice' && (
        <ChoiceControl id={id} knob={knob} value={value} base={base} onChange={edit} />
      )}
      {knob.kind === 'switch' && (
        <Switch
          id={`${id}-field`}
          size="xs"
          checked={value === true}
          label={value === true ? 'on' : 'off'}
          aria-label={knob.label}
          onChange={({ currentTarget: { checked } }) => edit(checked)}
        />
      )}
      <KnobRemarks path={knob.path} />
    </div>
  );
}

function baseText(base: unknown, knob: KnobSpec): string {
  if (knob.kind === 'choice') return chosen(knob, base)?.label ?? printed(base);
  if (base === null) return knob.kind === 'number' ? (knob.whenNull ?? 'none') : 'none';
  return typeof base === 'number' ? setting(base) : printed(base);
}

const severities = {
  error: { Icon: IconExclamationCircle, look: styles.error, word: 'Not accepted' },
  warning: { Icon: IconAlertTriangle, look: styles.warning, word: 'Warning' },
  note: { Icon: IconInfoCircle, look: styles.note, word: 'Note' },
};

function KnobRemarks({ path }: { readonly path: string }) {
  const issues = useWhatIf((state) => state.issues);
  const warnings = useWhatIf((state) => state.warnings);
  return remarksAt(path, { issues, warnings }).map(({ severity, message }) => {
    const { Icon, look, word } = severities[severity];
    return (
      <p
        key={message}
        className={`${styles.remark} ${look}`}
        {...(severity === 'error' ? { role: 'alert' } : {})}
      >
        <Icon size={13} aria-hidden />
        <span>
          <span className="visually-hidden">{word}: </span>
          {message}
        </span>
      </p>
    );
  });
}
