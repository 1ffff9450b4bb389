import { QuantileStore } from '../stats/quantileStore.ts';
import { SHARED, UNLIMITED } from './codes.ts';
import type { CompiledNetwork } from './compile.ts';
import { isDeadlocked } from './deadlock.ts';
import type { Lab } from './lab.ts';
import type { ClassRun, QueueRun, StationRun, TracedRun, VisitRun } from './results.ts';
import type { Tally } from './tally.ts';

/** The figures of a run that has ended. */
export function summarise(network: CompiledNetwork, lab: Lab, seed: number): QueueRun {
  const { now } = lab.events;
  const measured_s = now - lab.tally.since;
  return {
    seed,
    measured_s,
    ended_s: now,
    events: lab.events.fired,
    deadlocked: isDeadlocked(lab.queues),
    classes: Object.fromEntries(
      network.classNames.map((name, c) => [name, classRun(network, lab, c, measured_s)]),
    ),
    stations: Object.fromEntries(
      network.stationNames.map((name, s) => [name, stationRun(network, lab, s, measured_s)]),
    ),
  };
}

function classRun(network: CompiledNetwork, lab: Lab, c: number, seconds: number): ClassRun {
  const { tally } = lab;
  const visits = visitsWhere(network.visitClass, c);
  const completed = tally.completed[c]!;
  const lost = sumOver(visits, tally.lost);
  const reneged = sumOver(visits, tally.reneged);
  const trace = lab.traces[c]!;
  return {
    arrivals: tally.arrivals[c]!,
    insideAtStart: tally.insideAtStart[c]!,
    completed,
    lost,
    reneged,
    inside: lab.inside[c]!,
    throughput_per_s: ratio(completed, seconds),
    meanInSystem: meanLevel(lab, tally.insideArea[c]!, tally.insideAtStart[c]!, lab.inside[c]!),
    lossProbability: ratio(lost, completed + lost + reneged),
    renegeProbability: ratio(reneged, completed + lost + reneged),
    meanResponse_s: ratio(tally.responseSum[c]!, completed),
    responses: tally.responses[c]!,
    visits: Object.fromEntries(
      visits.map((v) => [network.visitNames[v]!, visitRun(network, lab, [v], seconds)]),
    ),
    ...(trace.waits.length > 0 && {
      // Whoever of a trace has come was counted: it is run as a transient, from the beginning.
      jobs: trace.outcomes.slice(0, tally.arrivals[c]).map((outcome, i): TracedRun => ({
        outcome,
        wait_s: trace.waits[i]!,
        left_s: outcome === null ? null : trace.leftAt[i]!,
      })),
    }),
  };
}

function stationRun(network: CompiledNetwork, lab: Lab, s: number, seconds: number): StationRun {
  const { tally } = lab;
  const visits = visitsWhere(network.visitStation, s);
  const servers = network.servers[s]!;
  const taken = meanLevel(lab, tally.busyArea[s]!, tally.busyAtStart[s]!, lab.queues.busy[s]!);
  const meanQueueLength = meanLevel(
    lab,
    tally.queueArea[s]!,
    tally.queueAtStart[s]!,
    lab.queues.waiting[s]!,
  );
  // Where servers are shared `taken` counts jobs.
  const meanBusy =
    network.discipline[s] === SHARED ? ratio(lab.sharedBusySeconds(s), seconds) : taken;
  return {
    ...visitRun(network, lab, visits, seconds),
    utilisation: servers === UNLIMITED || meanBusy === null ? null : meanBusy / servers,
    meanBusy,
    meanQueueLength,
    meanInStation: taken === null || meanQueueLength === null ? null : taken + meanQueueLength,
  };
}

function visitRun(
  network: CompiledNetwork,
  lab: Lab,
  visits: readonly number[],
  seconds: number,
): VisitRun {
  const { tally } = lab;
  const arrivals = sumOver(visits, tally.joined);
  const served = sumOver(visits, tally.served);
  const lost = sumOver(visits, tally.lost);
  const reneged = sumOver(visits, tally.reneged);
  const waited = sumOver(visits, tally.waited);
  // Waits are known of those whose wait is over.
  const waits = sumOver(visits, tally.started) + reneged;
  const store = waitsOf(tally, visits);
  // Only those above 0 are there yet.
  store.addZeros(waits - store.n);
  const shared = visits.some((v) => network.discipline[network.visitStation[v]!] === SHARED);
  return {
    arrivals,
    served,
    lost,
    reneged,
    throughput_per_s: ratio(served, seconds),
    lossProbability: ratio(lost, arrivals),
    renegeProbability: ratio(reneged, arrivals),
    waitProbability: shared ? null : ratio(waited, waits),
    meanWait_s: shared ? null : ratio(sumOver(visits, tally.waitSum), waits),
    waits: shared ? null : store,
    meanVisit_s: ratio(sumOver(visits, tally.visitSum), served),
    slowdown: shared ? ratio(sumOver(visits, tally.slowdownSum), served) : null,
  };
}

/** A station of a single visit shares its store. */
function waitsOf({ waits }: Tally, visits: readonly number[]): QuantileStore {
  if (visits.length === 1) return waits[visits[0]!]!;
  const all = new QuantileStore();
  for (const v of visits) all.merge(waits[v]!);
  return all;
}

/** Mean over the measured time of a level that was `atStart`, is `atEnd`, and whose changes summed up to `area`. */
function meanLevel(lab: Lab, area: number, atStart: number, atEnd: number): number | null {
  const { now } = lab.events;
  const { since } = lab.tally;
  return ratio(atEnd * now - atStart * since + area, now - since);
}

function visitsWhere(property: Int32Array, value: number): number[] {
  return [...property.keys()].filter((v) => property[v] === value);
}

function sumOver(indices: readonly number[], values: Float64Array): number {
  return indices.reduce((sum, i) => sum + values[i]!, 0);
}

function ratio(sum: number, n: number): number | null {
  return n === 0 ? null : sum / n;
}
