import { NumberInput, Switch } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { Knob as KnobSpec, NumberKnob } from './knobs.ts';
import styles from './Knobs.module.css';
import { fromSlider, sliderSteps, toSlider } from './slider.ts';

interface Props {
  readonly id: string;
  readonly knob: NumberKnob & Pick<KnobSpec, 'label'>;
  readonly value: unknown;
  readonly base: unknown;
  readonly onChange: (value: number | null) => void;
  readonly onEnter: () => void;
}

/** A number as a field and a slider; a setting that may be null has a switch for it. */
export function NumberControl({ id, knob, value, base, onChange, onEnter }: Props) {
  const { min, max, step, label, whenNull, whenSet } = knob;
  const number = typeof value === 'number' ? value : null;
  const fallback = typeof base === 'number' ? base : min;
  const at = (tick: number): number => toSlider(Math.min(max, Math.max(min, tick)), knob);
  const marked = typeof base === 'number' ? at(base) / sliderSteps(knob) : null;
  const enter = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') onEnter();
  };
  return (
    <>
      {whenNull !== undefined && (
        <Switch
          size="xs"
          checked={number !== null}
          label={number === null ? whenNull : whenSet}
          aria-label={`${label} is set`}
          onChange={({ currentTarget: { checked } }) => onChange(checked ? fallback : null)}
        />
      )}
      {number !== null && (
        <div className={styles.control}>
          <span className={styles.slider}>
            <input
              type="range"
              min={0}
              max={sliderSteps(knob)}
              step={1}
              value={at(number)}
              aria-label={`${label} slider`}
              aria-valuetext={`${number} ${knob.unit}`}
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
          <NumberInput
            id={`${id}-field`}
            className={styles.field ?? ''}
            size="xs"
            value={number}
            step={step}
            thousandSeparator=","
            decimalScale={3}
            clampBehavior="none"
            onChange={(next) => {
              // An emptied field is a field being typed in, not a value.
              if (typeof next === 'number') onChange(next);
            }}
            onKeyDown={enter}
          />
        </div>
      )}
    </>
  );
}
