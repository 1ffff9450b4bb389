import type { MeasurementEntry, MeasurementWithAutopsy } from '../contract/api.ts';
import { AppError } from '../contract/errors.ts';
import type { Measurement } from '../sim/study/results.ts';
import { autopsy } from './autopsy/autopsy.ts';
import { builtInMeasurement, builtInMeasurementNames } from './builtIns.ts';
import type { MeasurementStore } from './ports.ts';
import { remarks } from './remarks.ts';

/** A measurement that comes with Plimsoll or that has been stored. Throws `AppError('not-found')`. */
export async function findMeasurement(
  store: MeasurementStore | null,
  name: string,
): Promise<Measurement> {
  const measurement = builtInMeasurement(name) ?? (await store?.read(name)) ?? null;
  if (measurement === null) {
    const names = builtInMeasurementNames().join(', ');
    throw new AppError(
      'not-found',
      `measurement ${name} is not known; accepted: ${names}, or one that was imported`,
    );
  }
  return measurement;
}

/** The measurements that come with Plimsoll, and the stored ones. */
export async function listMeasurements(store: MeasurementStore): Promise<MeasurementEntry[]> {
  const builtIn = builtInMeasurementNames().flatMap((name): MeasurementEntry[] => {
    const measurement = builtInMeasurement(name);
    return measurement === null
      ? []
      : [{ name, title: measurement.title, builtIn: true, savedAt: null }];
  });
  // A calibration stores what it was about, built-in measurements included.
  const own = (await store.list()).filter(({ name }) => builtInMeasurement(name) === null);
  return [...builtIn, ...own];
}

/** A measurement with what its failures were and what to beware of. */
export function examined(measurement: Measurement): MeasurementWithAutopsy {
  return { measurement, autopsy: autopsy(measurement), remarks: remarks(measurement) };
}
