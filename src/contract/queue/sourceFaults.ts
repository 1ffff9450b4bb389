import { momentsOf } from '../../sim/distributions/moments.ts';
import type { JobClass, QueueNetwork, TracedJob } from '../../sim/lab/network.ts';
import type { Issue } from '../errors.ts';

/** What is wrong with where the jobs of the class at `path` come from. */
export function sourceFaults(network: QueueNetwork, path: string, jobClass: JobClass): Issue[] {
  const { source } = jobClass;
  if ('trace' in source) return traceFaults(network, path, source.trace);
  if ('interarrival' in source) {
    if (momentsOf(source.interarrival).mean > 0) return [];
    const message = 'has mean 0 s; accepted: a mean above 0';
    return [{ path: `${path}.source.interarrival`, message }];
  }
  if (momentsOf(source.think).mean > 0 || !mayTakeNoTime(network, jobClass)) return [];
  const message =
    'has mean 0 s where service may take none or jobs may be turned away; accepted: a mean above 0';
  return [{ path: `${path}.source.think`, message }];
}

/** Who neither thinks nor is served, or is turned away at once, would come back for ever at the same moment. */
function mayTakeNoTime({ stations }: QueueNetwork, { visits }: JobClass): boolean {
  return Object.values(visits).some(
    ({ service, patience, station }) =>
      momentsOf(service).mean === 0 || patience !== null || stations[station]!.capacity !== null,
  );
}

function traceFaults({ run }: QueueNetwork, path: string, trace: readonly TracedJob[]): Issue[] {
  const late = trace.findIndex(({ arrival_s }, i) => i > 0 && arrival_s < trace[i - 1]!.arrival_s);
  if (late >= 0) {
    const message = `is ${trace[late]!.arrival_s}, before the job above it; accepted: jobs by time of arrival`;
    return [{ path: `${path}.source.trace.${late}.arrival_s`, message }];
  }
  if ('transient' in run) return [];
  const message = `asks for a steady state, but the trace of ${path} ends; accepted: {"transient": {"run_time_s": "until_empty"}}`;
  return [{ path: 'run', message }];
}
