import { useCallback } from 'react';
import type { Scenario } from '../../../sim/model/scenario.ts';
import { useModel } from '../../app/model.ts';
import { Knob } from './Knob.tsx';
import type { Knob as KnobSpec } from './knobs.ts';
import { provenanceOf, valueAt, withValue } from './settings.ts';

interface Props {
  readonly knobs: readonly KnobSpec[];
  readonly scenario: Scenario;
  readonly baseline: Scenario;
}

/** Settings of `scenario`, one below the other, beside those of `baseline`. */
export function Knobs({ knobs, scenario, baseline }: Props) {
  const { whatIf } = useModel();
  const edit = useCallback(
    (path: string, next: unknown): void => {
      const present = whatIf.store.getState().history?.present;
      if (present !== undefined) whatIf.edit(withValue(present, baseline, path, next), path);
    },
    [whatIf, baseline],
  );
  return knobs.map((knob) => (
    <Knob
      key={knob.path}
      knob={knob}
      value={valueAt(scenario, knob.path)}
      base={valueAt(baseline, knob.path)}
      provenance={provenanceOf(scenario, knob.path)}
      onEdit={edit}
    />
  ));
}
