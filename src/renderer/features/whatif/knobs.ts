/**
 * Kinds of settings that What-if offers. Bounds are those of the slider only: the field takes whatever the scenario document
 * accepts, and the backend says what that is.
 */
export interface NumberKnob {
  readonly kind: 'number';
  readonly path: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** What null means for a setting that may be null, and what a number does; absent where it may not. */
  readonly whenNull?: string;
  readonly whenSet?: string;
}
export interface ChoiceKnob {
  readonly kind: 'choice';
  readonly path: string;
  readonly choices: readonly Choice[];
}
export interface SwitchKnob {
  readonly kind: 'switch';
  readonly path: string;
}
export type Knob = (NumberKnob | ChoiceKnob | SwitchKnob) & {
  readonly label: string;
  /** Behind "more settings". */
  readonly secondary: boolean;
};

/** A value to choose: a text, or null or an object, which stands for all objects that begin with the same key. */
export interface Choice {
  readonly label: string;
  readonly value: string | null | object;
}

export interface Extra {
  readonly label?: string;
  readonly secondary?: boolean;
}

export function number(
  path: string,
  unit: string,
  [min, max, step]: readonly [number, number, number],
  extra: Extra & { readonly whenNull?: string; readonly whenSet?: string } = {},
): Knob {
  const { whenNull, whenSet } = extra;
  return {
    ...{ kind: 'number', path, unit, min, max, step },
    ...(whenNull === undefined ? {} : { whenNull }),
    ...(whenSet === undefined ? {} : { whenSet }),
    ...common(path, extra),
  };
}

/** Choices as texts that are their own labels, or with a label of their own. */
export function choice(
  path: string,
  choices: readonly (string | Choice)[],
  extra: Extra = {},
): Knob {
  return {
    kind: 'choice',
    path,
    choices: choices.map((each) =>
      typeof each === 'string' ? { label: each, value: each } : each,
    ),
    ...common(path, extra),
  };
}

export function onOff(path: string, extra: Extra = {}): Knob {
  return { kind: 'switch', path, ...common(path, extra) };
}

/** The choice that `value` is one of; undefined for a value that is none of them. */
export function chosen({ choices }: ChoiceKnob, value: unknown): Choice | undefined {
  return choices.find((each) => kindOf(each.value) === kindOf(value));
}

function kindOf(value: unknown): unknown {
  return value === null || typeof value !== 'object' ? value : `{${Object.keys(value)[0]}}`;
}

function common(path: string, { label, secondary }: Extra): { label: string; secondary: boolean } {
  return { label: label ?? path.slice(path.lastIndexOf('.') + 1), secondary: secondary ?? false };
}

export const more = { secondary: true } as const;
