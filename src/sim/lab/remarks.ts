import { grouped } from '../grouped.ts';
import { withoutIdleLimits } from './expected/limits.ts';
import type { QueueNetwork } from './network.ts';
import type { QueueRun } from './results.ts';
import type { LabStudy } from './study.ts';
import { jobsToForget, loads, visitsMade } from './traffic.ts';

/** Runs that are no longer than so many times what a queue takes to forget are too short to know its mean, or to know that they do not. */
const FORGETTINGS = 2;

/** What the reader must know before believing the figures of `runs`. */
export function remarksOn(
  { settled, network, limits }: LabStudy,
  runs: readonly QueueRun[],
): string[] {
  const remarks = [...neverVisited(network), ...neverArrived(runs)];
  const stuck = runs.filter(({ deadlocked }) => deadlocked).length;
  if (stuck > 0) {
    const which = runs.length === 1 ? 'The run' : `${stuck} of ${runs.length} replications`;
    remarks.push(`${which} came to a deadlock: jobs hold servers that others of them wait for.`);
  }
  if (!settled) {
    remarks.push(
      'The pilot runs did not see the warm-up end: the network may have no steady state, or needs longer runs.',
    );
  }
  for (const { station, load } of 'steady_state' in network.run
    ? loads(withoutIdleLimits(network))
    : []) {
    const jobs = jobsToForget(load);
    if (limits.exits >= FORGETTINGS * jobs) continue;
    remarks.push(
      `Station ${station} has a load of ${load.toPrecision(4)}: its queue takes about ${grouped(Math.ceil(jobs))} jobs to forget how long it was, and ${grouped(limits.exits)} are measured in each replication. Figures may be far off, and their intervals too narrow; ask for more in run.steady_state.completions.`,
    );
  }
  for (const name of limits.until < Infinity ? Object.keys(network.classes) : []) {
    const left = runs.reduce((sum, { classes }) => sum + classes[name]!.inside, 0) / runs.length;
    if (left === 0) continue;
    remarks.push(
      `When the time was over ${left.toPrecision(3)} jobs of ${name} were still there on average: waits and response times do not count them.`,
    );
  }
  return remarks;
}

/** Visits and stations that play no part, as where a name was mistaken for another. */
function neverVisited({ stations, classes }: QueueNetwork): string[] {
  const remarks: string[] = [];
  const visited = new Set<string>();
  for (const [name, jobClass] of Object.entries(classes)) {
    const made = visitsMade(jobClass);
    for (const [visit, { station }] of Object.entries(jobClass.visits)) {
      if (made.has(visit)) visited.add(station);
      else remarks.push(`Visit ${visit} of ${name} is never made: no route leads to it.`);
    }
  }
  for (const station of Object.keys(stations)) {
    if (!visited.has(station)) remarks.push(`Nobody visits station ${station}.`);
  }
  return remarks;
}

function neverArrived(runs: readonly QueueRun[]): string[] {
  return Object.keys(runs[0]!.classes).flatMap((name) =>
    runs.some(({ classes }) => classes[name]!.arrivals + classes[name]!.insideAtStart > 0)
      ? []
      : [`No job of ${name} came while it was measured.`],
  );
}
