import { counted } from '../../../sim/counted.ts';
import type { Scenario } from '../../../sim/model/scenario.ts';
import { limitOf } from '../../../sim/study/limits.ts';
import type { Estimate, Trial } from '../../../sim/study/results.ts';
import { interval, percent, percentCell } from '../../ui/format.ts';

/** What a trial says, in two or three sentences made of its own figures. */
export function verdictOf(trial: Trial, scenario: Scenario): string {
  const { users, aggregated } = trial;
  const load = `At ${counted(users, 'user')}`;
  const functional = aggregated.functionalFailureRate;
  const apart = none(functional)
    ? ''
    : ` Another ${share(functional)} fail functionally, whatever the capacity.`;
  return `${load} ${capacity(trial)}.${apart} ${limitOf(scenario, trial)}`;
}

function capacity({ capacityFailureRate: rate, aggregated }: Trial): string {
  if ((aggregated.requests.mean ?? 0) === 0) return 'no request completes';
  if (none(rate)) return 'no request fails for want of capacity';
  return `${share(rate)} of requests fail for want of capacity`;
}

function none({ mean, high }: Estimate): boolean {
  return (high ?? mean ?? 0) === 0;
}

function share({ mean, low, high }: Estimate): string {
  const range = interval(low, high, percentCell);
  return range === '' ? percent(mean) : `${percent(mean)} ${range}`;
}
