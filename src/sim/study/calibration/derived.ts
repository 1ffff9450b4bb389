import { type CalibrationParameter, valueAt } from '../parameters.ts';

/** Something that two parameters make together, at a point of the priors' cube. */
export interface DerivedQuantity {
  readonly label: string;
  readonly unit: string;
  ratio(point: readonly number[]): number;
}

const quotients = [
  {
    label: 'Time of one password hash over cores',
    unit: 'ms per core',
    numerator: 'django.password_hash_ms',
    denominator: 'web.cpu_cores',
  },
];

/** Those whose parameters are all fitted. */
export function derivedQuantities(parameters: readonly CalibrationParameter[]): DerivedQuantity[] {
  return quotients.flatMap(({ label, unit, numerator, denominator }) => {
    const above = parameters.findIndex(({ path }) => path === numerator);
    const below = parameters.findIndex(({ path }) => path === denominator);
    if (above < 0 || below < 0) return [];
    return [
      {
        label,
        unit,
        ratio: (point) =>
          valueAt(parameters[above]!, point[above]!) / valueAt(parameters[below]!, point[below]!),
      },
    ];
  });
}
