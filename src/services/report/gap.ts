import type {
  ComparedFigure,
  FixOutcome,
  Gap,
  LadderRung,
  SafeUsers,
  SafeUsersOverSets,
  WorkloadGap,
} from '../../sim/study/results.ts';
import { causes } from '../../sim/study/results.ts';
import { type Block, heading, list, paragraph, table } from './blocks.ts';
import {
  capitalised,
  count,
  NONE,
  ofDifference,
  ofMean,
  percent,
  points,
  whole,
} from './figures.ts';
import { causeNames } from './trial.ts';
import { counted } from '../../sim/counted.ts';

const workloadNames: Readonly<Record<WorkloadGap['workload'], string>> = {
  'as-tested': 'The workload as tested',
  repaired: 'The workload repaired',
};

/** The whole gap: per workload the safe users, the ladder of loads and what each fix gains. */
export function gapBlocks(gap: Gap): Block[] {
  return gap.workloads.flatMap((workload) => [
    heading(2, workloadNames[workload.workload]),
    paragraph(`${capitalised(workload.provenance.kind)}: ${workload.provenance.source}.`),
    paragraph(
      `Safe users over all targets: ${safe(workload.safeUsers, gap)}. ${workload.safeUsers.reason}.`,
    ),
    safeUsersTable(gap, workload),
    ...list(workload.safeUsersOverSets.map((known) => overSets(known, gap))),
    heading(3, 'Ladder of loads'),
    paragraph(
      `Mean over at least ${counted(gap.replications, 'replication')}, in brackets the 95 % confidence interval of the mean. Times in ms over all requests.`,
    ),
    ladderTable(workload.ladder),
    ...list(
      workload.ladder.map(
        (rung) => `At ${counted(rung.users, 'user')}: ${rung.limit}${extrapolated(rung)}`,
      ),
    ),
    heading(3, 'What each fix gains'),
    paragraph(
      'Against today: the mean difference between runs with and without the fix that share their random numbers, with its 95 % confidence interval.',
    ),
    fixTable(gap, workload.fixes),
  ]);
}

function overSets(
  { target, parameterSets, low, median, high }: SafeUsersOverSets,
  gap: Gap,
): string {
  const label = gap.targets.find(({ id }) => id === target)?.label ?? target;
  return `${label}: ${whole(low)} to ${whole(high)} users (median ${whole(median)}) over ${counted(parameterSets, 'set')} of the fitted parameters, so far as these are not known better.`;
}

function safeUsersTable(gap: Gap, workload: WorkloadGap): Block {
  return table(
    ['<Target', 'Safe users', 'Single runs begin to miss', '<Why'],
    workload.safeUsersByTarget.map((entry) => [
      gap.targets.find(({ id }) => id === entry.target)?.label ?? entry.target,
      safe(entry, gap),
      entry.value === null ? NONE : `${whole(entry.low)} to ${whole(entry.high)}`,
      entry.reason,
    ]),
  );
}

function ladderTable(ladder: readonly LadderRung[]): Block {
  return table(
    [
      'Users',
      'Requests',
      'Capacity failures',
      'Functional',
      'P50',
      'P95',
      'P99',
      'Unfinished',
      'Connections',
      '<Failures by cause',
    ],
    ladder.map((rung) => [
      `${whole(rung.users)}${rung.extrapolated ? '*' : ''}`,
      count(rung.requests.mean),
      ofMean(rung.capacityFailureRate, percent),
      percent(rung.functionalFailureRate.mean),
      ofMean(rung.p50Ms, whole),
      ofMean(rung.p95Ms, whole),
      ofMean(rung.p99Ms, whole),
      count(rung.unfinished.mean),
      `${count(rung.connections.max.mean)} of ${rung.connections.limit}`,
      causes
        .filter((cause) => (rung.failuresByCause[cause].mean ?? 0) > 0)
        .map((cause) => `${count(rung.failuresByCause[cause].mean)} ${causeNames[cause]}`)
        .join(', ') || 'none',
    ]),
  );
}

function fixTable(gap: Gap, fixes: readonly FixOutcome[]): Block {
  const chosen = gap.targets.filter(({ id }) => gap.chosenTargets.includes(id));
  const top = (fix: FixOutcome): LadderRung => fix.ladder.at(-1)!;
  return table(
    [
      'Priority',
      '<Fix',
      '<Mode',
      ...chosen.map(({ label }) => `Safe users: ${label}`),
      `Capacity failures at ${whole(gap.targetUsers)}`,
      'against today',
      `P95 at ${whole(gap.targetUsers)}`,
      'against today',
      '<What limits then',
    ],
    fixes.map((fix) => [
      String(fix.priority),
      fix.label,
      fix.mode,
      ...chosen.map(({ id }) =>
        safe(
          fix.safeUsersByTarget.find(({ target }) => target === id),
          gap,
        ),
      ),
      ofMean(top(fix).capacityFailureRate, percent),
      change(fix, 'capacityFailureRate', points),
      ofMean(top(fix).p95Ms, whole),
      change(fix, 'p95Ms', whole),
      top(fix).limit,
    ]),
  );
}

/** How a fix moves a figure at the largest load, from pairs of runs that share their luck. */
function change(
  { changes }: FixOutcome,
  figure: ComparedFigure,
  format: (value: number | null) => string,
): string {
  const last = changes.at(-1);
  return last === undefined ? NONE : ofDifference(last[figure], format);
}

/** A number of safe users, or that no load is safe; the search ends at the target. */
export function safe(users: SafeUsers | undefined, { targetUsers }: Gap): string {
  if (users === undefined) return NONE;
  if (users.value === null) return 'none';
  return users.value < targetUsers ? whole(users.value) : `${whole(users.value)} or more`;
}

function extrapolated(rung: LadderRung): string {
  return rung.extrapolated ? ' *Extrapolated: more than twice the largest measured load.' : '';
}
