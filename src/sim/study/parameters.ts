import { exp, ln } from '../math/logarithm.ts';
import type { Scenario } from '../model/scenario.ts';
import type { DurationMs } from '../model/scenario/duration.ts';
import type { EndpointStep } from '../model/scenario/endpoints.ts';
import type { Settings } from '../model/settings.ts';

/** A setting that a calibration may move, with the range that is plausible before any data. */
export interface CalibrationParameter {
  readonly path: string;
  readonly label: string;
  readonly unit: string;
  /** Lowest and highest plausible value. */
  readonly prior: readonly [number, number];
  /** Times and sizes spread over ratios; counts and instants over differences. */
  readonly scale: 'ratio' | 'difference';
  readonly integer: boolean;
  /** Where the range comes from. */
  readonly source: string;
}

/**
 * What a load-test table can say something about in `scenario` (semantics H7): the slots that were missing and until when,
 * the password hash, the cores, the calls to other services, and the Python time of each endpoint.
 */
export function fittableParameters(scenario: Scenario): CalibrationParameter[] {
  const { postgres, django } = scenario;
  const parameters: CalibrationParameter[] = [
    {
      path: 'postgres.slots_taken_before',
      label: 'Slots taken before the test',
      unit: 'slots',
      prior: [0, Math.floor(postgres.max_connections * 0.6)],
      scale: 'difference',
      integer: true,
      source: 'anything up to 60 % of max_connections',
    },
  ];
  if (postgres.slots_released_at_s !== null) {
    parameters.push({
      path: 'postgres.slots_released_at_s',
      label: 'Those slots are released at',
      unit: 's',
      prior: [8, 40],
      scale: 'difference',
      integer: false,
      source: 'after the ramp, well before the end (semantics H5)',
    });
  }
  const endpoints = Object.entries(scenario.endpoints);
  if (scenario.web.cpu_speed_sigma > 0) {
    parameters.push(
      ratio(
        'web.cpu_speed_sigma',
        'Speed of the cores from run to run',
        '',
        [0.03, 0.15],
        'repeated runs of one machine differ by 2 to 15 % in what they complete',
      ),
    );
  }
  if (endpoints.some(([, { steps }]) => steps.some(hashes))) {
    parameters.push(
      ratio(
        'django.password_hash_ms',
        'CPU of one password hash',
        'ms',
        [100, 500],
        'semantics C20: modern hardware',
      ),
    );
  }
  parameters.push(
    ratio('web.cpu_cores', 'Cores', 'cores', [1.5, 8], 'a laptop or a small virtual machine'),
  );
  for (const [name, { latency, mode }] of Object.entries(scenario.externals)) {
    if (mode !== 'inline' || typeof latency === 'number' || !('lognormal' in latency)) continue;
    const path = `externals.${name}.latency.lognormal`;
    parameters.push(
      ratio(
        `externals.${name}.python_ms`,
        `${name}: Python time of the call`,
        'ms',
        [2, 80],
        'semantics E2',
      ),
    );
    parameters.push(
      ratio(`${path}.median_ms`, `${name}: median latency`, 'ms', [60, 600], 'semantics E2'),
      ratio(`${path}.sigma`, `${name}: spread of latency`, '', [0.1, 1], 'semantics E2'),
    );
  }
  for (const [name, endpoint] of endpoints) {
    // A request without a token never reaches the steps: only its refusal shows in the table.
    if (endpoint.token_required !== null) {
      const path = medianPath(
        `endpoints.${name}.token_required.python_ms`,
        endpoint.token_required.python_ms,
      );
      if (path !== null) {
        parameters.push(
          ratio(path, `${name}: Python time of the refusal`, 'ms', [1, 15], 'semantics H7'),
        );
      }
      continue;
    }
    const pythonSteps = endpoint.steps.flatMap((step, i) =>
      'python_ms' in step
        ? [medianPath(`endpoints.${name}.steps.${i}.python_ms`, step.python_ms)]
        : [],
    );
    for (const [i, path] of pythonSteps.entries()) {
      if (path === null) continue;
      parameters.push(
        ratio(path, `${name}: Python time, part ${i + 1}`, 'ms', [0.5, 60], 'semantics H7'),
      );
    }
  }
  parameters.push(
    ratio(
      'django.python_ms_per_query',
      'Python time around each query',
      'ms',
      [0.1, 3],
      'an ORM call on a laptop',
    ),
  );
  if (django.DEBUG) {
    parameters.push(
      ratio(
        'django.error_page_ms',
        'Python time of the error page',
        'ms',
        [10, 200],
        'semantics C16: tens of ms with DEBUG',
      ),
    );
  }
  return parameters;
}

/** Where a calibration finds the central value of a duration; null for distributions that it does not move. */
function medianPath(path: string, duration: DurationMs): string | null {
  if (typeof duration === 'number') return path;
  return 'lognormal' in duration ? `${path}.lognormal.median_ms` : null;
}

/** Settings for a point of the unit cube: 0 is the low end of each prior, 1 the high end. */
export function settingsAt(
  parameters: readonly CalibrationParameter[],
  point: readonly number[],
): Settings {
  return Object.fromEntries(
    parameters.map((parameter, i) => [parameter.path, valueAt(parameter, point[i]!)]),
  );
}

/** The value at `position` (0..1, clamped) of the prior; four significant digits, as far as a table can tell. */
export function valueAt(parameter: CalibrationParameter, position: number): number {
  const [low, high] = parameter.prior;
  const p = Math.min(1, Math.max(0, position));
  const value =
    parameter.scale === 'ratio' ? low * exp(p * ln(high / low)) : low + p * (high - low);
  return parameter.integer ? Math.round(value) : Number(value.toPrecision(4));
}

function ratio(
  path: string,
  label: string,
  unit: string,
  prior: readonly [number, number],
  source: string,
): CalibrationParameter {
  return { path, label, unit, prior, scale: 'ratio', integer: false, source };
}

function hashes(step: EndpointStep): boolean {
  return 'hash' in step;
}
