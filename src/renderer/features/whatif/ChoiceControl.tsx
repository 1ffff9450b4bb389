import { NativeSelect, SegmentedControl } from '@mantine/core';
import styles from './Knobs.module.css';
import { type ChoiceKnob, chosen } from './knobs.ts';

interface Props {
  readonly id: string;
  readonly knob: ChoiceKnob;
  readonly value: unknown;
  readonly base: unknown;
  readonly onChange: (value: unknown) => void;
}

/** As many as fit side by side into the column of settings. */
const MOST_SIDE_BY_SIDE = 3;

/** One of a few values; the baseline's own choice comes back as the baseline has it, parameters included. */
export function ChoiceControl({ id, knob, value, base, onChange }: Props) {
  const labels = knob.choices.map(({ label }) => label);
  const shown = chosen(knob, value)?.label ?? '';
  const choose = (label: string): void => {
    const next = knob.choices.find((each) => each.label === label);
    if (next !== undefined) onChange(chosen(knob, base) === next ? base : next.value);
  };
  return labels.length <= MOST_SIDE_BY_SIDE ? (
    <SegmentedControl
      size="xs"
      fullWidth
      classNames={{ label: styles.choice ?? '' }}
      aria-labelledby={`${id}-label`}
      data={labels}
      value={shown}
      onChange={choose}
    />
  ) : (
    <NativeSelect
      id={`${id}-field`}
      size="xs"
      data={labels}
      value={shown}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    />
  );
}
