import { Switch } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { numberOf } from '../../../contract/numberText.ts';
import { NumberField } from '../../ui/NumberField.tsx';
import type { Knob as KnobSpec, NumberKnob } from './knobs.ts';
import styles from './Knobs.module.css';
import { fromSlider, sliderSteps, toSlider } from './slider.ts';

interface Props {
  readonly id: string;
  readonly knob: NumberKnob & Pick<KnobSpec, 'label'>;
  readonly value: unknown;
  readonly base: unknown;
  /** A text is what was typed where it stands for no number. */
  readonly onChange: (value: number | string | null) => void;
  readonly onEnter: () => void;
}

/** A number as a field and a slider; a setting that may be null has a switch for it. */
export function NumberControl({ id, knob, value, base, onChange, onEnter }: Props) {
  const { min, max, step, label, whenNull, whenSet } = knob;
  const number = typeof value === 'number' ? value : null;
  const isSet = number !== null || typeof value === 'string';
  const fallback = typeof base === 'number' ? base : min;
  const at = (tick: number): number => toSlider(Math.min(max, Math.max(min, tick)), knob);
  const marked = typeof base === 'number' ? at(base) / sliderSteps(knob) : null;
  const [typed, setTyped] = useState<string | null>(null);
  // What is typed stays as it is while it stands for the value; a value from elsewhere, as of the slider, replaces it.
  const stands = typed !== null && (numberOf(typed) ?? typed) === value;
  const shown = stands ? typed : number === null ? String(value) : fieldText(number);
  const enter = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') onEnter();
  };
  return (
    <>
      {whenNull !== undefined && (
        <Switch
          size="xs"
          checked={isSet}
          label={isSet ? whenSet : whenNull}
          aria-label={`${label} is set`}
          onChange={({ currentTarget: { checked } }) => onChange(checked ? fallback : null)}
        />
      )}
      {isSet && (
        <div className={styles.control}>
          <span className={styles.slider}>
            <input
              type="range"
              min={0}
              max={sliderSteps(knob)}
              step={1}
              value={at(number ?? fallback)}
              aria-label={`${label} slider`}
              aria-valuetext={`${value} ${knob.unit}`}
              onChange={({ currentTarget }) =>
                onChange(fromSlider(Number(currentTarget.value), knob))
              }
              onKeyDown={enter}
            />
            {marked !== null && (
              <span
                className={styles.tick}
                style={{ left: `calc(7px + (100% - 14px) * ${marked})` }}
                aria-hidden
              />
            )}
          </span>
          <NumberField
            id={`${id}-field`}
            className={styles.field ?? ''}
            step={step}
            text={shown}
            faulty={number === null}
            onText={(text) => {
              setTyped(text);
              onChange(numberOf(text) ?? text);
            }}
            onBlur={() => setTyped(null)}
            onEnter={onEnter}
          />
        </div>
      )}
    </>
  );
}

const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 3 });

/** A setting in its field: thousands separated, three decimals at most. */
function fieldText(value: number): string {
  return grouped.format(value);
}
