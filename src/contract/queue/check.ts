import { withoutIdleLimits } from '../../sim/lab/expected/limits.ts';
import type { QueueNetwork } from '../../sim/lab/network.ts';
import { overloads } from '../../sim/lab/traffic.ts';
import { describeIssues } from '../describeIssues.ts';
import { badInput, type Issue } from '../errors.ts';
import { contradictions } from './contradictions.ts';
import { queueSchema } from './schema.ts';

/**
 * The network in full, defaults filled in, run as a transient of `transient_s` s if that is given; it may have no steady state.
 * Throws `AppError('invalid-input')` that names every offending path, its value and what would be accepted.
 */
export function readNetwork(document: unknown, transient_s?: number): QueueNetwork {
  const parsed = queueSchema.safeParse(document);
  if (!parsed.success) throw badInput(describeIssues(parsed.error, queueSchema, document));
  const network: QueueNetwork =
    transient_s === undefined
      ? parsed.data
      : { ...parsed.data, run: { transient: { run_time_s: transient_s } } };
  refuse(contradictions(network));
  return network;
}

/**
 * A network that can be run, read as `readNetwork` does. An open network that has no steady state is a fault, too, unless a
 * transient is asked for; `transientBy` says how one asks for it.
 */
export function parseNetwork(
  document: unknown,
  transient_s?: number,
  transientBy = 'run.transient',
): QueueNetwork {
  const network = readNetwork(document, transient_s);
  refuse(instabilities(network, transientBy));
  return network;
}

function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw badInput(issues);
}

function instabilities(network: QueueNetwork, transientBy: string): Issue[] {
  if (!('steady_state' in network.run)) return [];
  return overloads(withoutIdleLimits(network)).map(({ station, load }) => ({
    path: `stations.${station}`,
    message: `has a load of ${Number(load.toPrecision(6))} (rho >= 1), so that its queue grows without end and no steady state exists; accepted: a load below 1, or a transient from an empty system, ${transientBy}`,
  }));
}
