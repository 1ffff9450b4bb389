import { TextInput, type TextInputProps } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { numberOf } from '../../contract/numberText.ts';

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'error'> {
  /** As typed, whether it stands for a number or not. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onEnter?: () => void;
  /** Whether it is to be marked as not accepted; the sentence that says why has the id `describedBy`. */
  readonly faulty: boolean;
  readonly describedBy?: string;
  /** What an arrow key adds or takes away; arrows do nothing without it. */
  readonly step?: number;
}

/**
 * A field for a number that never changes what is typed: whoever owns the text reads it by the rules of the contract, and says
 * what is not accepted. A field that filters letters makes 19 of 1e9.
 */
export function NumberField({
  text,
  onText,
  onEnter,
  faulty,
  describedBy,
  step,
  ...others
}: Props) {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') onEnter?.();
    const direction = directions[event.key];
    const value = numberOf(text);
    if (direction === undefined || step === undefined || value === null) return;
    event.preventDefault();
    // Without the dust of binary fractions.
    onText(String(Number((value + direction * step).toPrecision(12))));
  };
  return (
    <TextInput
      size="xs"
      inputMode="decimal"
      autoComplete="off"
      {...others}
      value={text}
      error={faulty}
      aria-invalid={faulty}
      aria-describedby={faulty ? describedBy : undefined}
      onChange={({ currentTarget }) => onText(currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}

const directions: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1 };
