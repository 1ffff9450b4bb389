import { zeroFailuresBound } from '../stats/proportion.ts';
import type { EndpointTrial, SlaTarget, TargetVerdict, Trial } from './results.ts';

/** Service-level targets of the report of 8 November, over all requests. */
export const apiTargets: readonly SlaTarget[] = [
  {
    id: 'error-rate',
    label: 'Capacity failures < 0.5 %',
    endpoint: null,
    figure: 'capacityFailureRate',
    limit: 0.005,
  },
  { id: 'api-p95', label: 'API P95 < 200 ms', endpoint: null, figure: 'p95Ms', limit: 200 },
  { id: 'api-p99', label: 'API P99 < 500 ms', endpoint: null, figure: 'p99Ms', limit: 500 },
];

/**
 * Whether a trial shows a target met or missed with 95 % confidence, or leaves it open: the interval of the mean over
 * replications is compared with the limit. Without any failure the interval is that of the pooled requests, since a
 * sample without spread would claim certainty.
 */
export function judge(target: SlaTarget, trial: Trial): TargetVerdict {
  const row = targetRow(target, trial);
  const value = row[target.figure];
  const [low, high] = value.ci ?? [null, null];
  if (low === null || high === null) return { target: target.id, value, verdict: 'open' };
  let upper = high;
  if (target.figure === 'capacityFailureRate' && value.high === 0) {
    upper = zeroFailuresBound((row.requests.mean ?? 0) * row.requests.n);
  }
  if (upper < target.limit) return { target: target.id, value, verdict: 'met' };
  return { target: target.id, value, verdict: low >= target.limit ? 'missed' : 'open' };
}

/** The row of Locust's tables that a target looks at. */
export function targetRow(target: SlaTarget, trial: Trial): EndpointTrial {
  const row =
    target.endpoint === null
      ? trial.aggregated
      : trial.endpoints.find((endpoint) => endpoint.name === target.endpoint);
  if (row === undefined) {
    throw new RangeError(
      `target ${target.id}: "${target.endpoint}" is no endpoint of the scenario`,
    );
  }
  return row;
}
