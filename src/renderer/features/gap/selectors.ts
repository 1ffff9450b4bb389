import { counted } from '../../../sim/counted.ts';
import type { Scenario } from '../../../sim/model/scenario.ts';
import type {
  Estimate,
  FixOutcome,
  SafeUsersOverSets,
  Gap,
  LadderRung,
  SafeUsers,
  SlaTarget,
  WorkloadGap,
} from '../../../sim/study/results.ts';
import { targetUsers } from '../../../contract/api.ts';
import { readNumber } from '../../../contract/numberText.ts';
import type { PairedDifference } from '../../../sim/stats/paired.ts';
import { count, type Format, interval, missing } from '../../ui/format.ts';
import type { StoredRunOf } from '../../app/jobs.ts';
import { simulated } from '../whatif/storedTrial.ts';

export const workloadLabels: Readonly<Record<WorkloadGap['workload'], string>> = {
  'as-tested': 'As tested',
  repaired: 'Repaired',
};

/** Target that stands for all chosen ones together. */
export const ALL_TARGETS = 'all';

/** Whether a stored gap study is of the system that `scenario` describes, at whatever load. */
export function sameSystem(stored: StoredRunOf<'gap'> | null, scenario: Scenario | null): boolean {
  if (stored === null || scenario === null) return false;
  const unloaded = (of: Scenario): string => simulated({ ...of, run: { ...of.run, users: 0 } });
  return unloaded(stored.scenario) === unloaded(scenario);
}

export function workloadOf(gap: Gap, name: WorkloadGap['workload']): WorkloadGap | undefined {
  return gap.workloads.find(({ workload }) => workload === name);
}

type WithSafeUsers = Pick<WorkloadGap, 'safeUsers' | 'safeUsersByTarget'>;

export function safeUsersFor(outcome: WithSafeUsers, target: string): SafeUsers | null {
  if (target === ALL_TARGETS) return outcome.safeUsers;
  return outcome.safeUsersByTarget.find((entry) => entry.target === target) ?? null;
}

/** Targets that a waterfall can be about: the chosen ones, and all of them together where any load meets them. */
export function waterfallTargets(
  gap: Gap,
): readonly { readonly value: string; readonly label: string }[] {
  const chosen = gap.targets.filter(({ id }) => gap.chosenTargets.includes(id));
  return [
    ...chosen.map(({ id, label }) => ({ value: id, label })),
    { value: ALL_TARGETS, label: 'All of them together' },
  ];
}

/** The target asked for, or the first that the service meets at some load as it is. */
export function shownTarget(gap: Gap, workload: WorkloadGap, asked: string | null): string {
  if (asked !== null) return asked;
  const met = gap.chosenTargets.find((id) => (safeUsersFor(workload, id)?.value ?? null) !== null);
  return met ?? gap.chosenTargets[0] ?? ALL_TARGETS;
}

export interface WaterfallRow {
  readonly id: string;
  readonly label: string;
  readonly priority: number | null;
  /** Safe users before this fix, on top of all before; null: none. */
  readonly from: number | null;
  readonly stacked: SafeUsers | null;
  readonly alone: SafeUsers | null;
}

/** The service as it is, then each fix in the order of priority; fixes that do not stack have only their own number. */
export function waterfallRows(workload: WorkloadGap, target: string): readonly WaterfallRow[] {
  const asIs = safeUsersFor(workload, target);
  let from = asIs?.value ?? null;
  const rows: WaterfallRow[] = [
    { id: 'as-is', label: 'As it is', priority: null, from: null, stacked: asIs, alone: null },
  ];
  for (const fix of fixList(workload)) {
    const stacked = fix.stacked === null ? null : safeUsersFor(fix.stacked, target);
    const alone = fix.alone === null ? null : safeUsersFor(fix.alone, target);
    rows.push({ id: fix.id, label: fix.label, priority: fix.priority, from, stacked, alone });
    if (stacked !== null) from = stacked.value;
  }
  return rows;
}

export interface FixPair {
  readonly id: string;
  readonly label: string;
  readonly priority: number;
  readonly promise: string;
  readonly settings: readonly string[];
  readonly alone: FixOutcome | null;
  readonly stacked: FixOutcome | null;
}

/** Fixes in the order of priority; those that stack before those that do not. */
export function fixList({ fixes }: WorkloadGap): readonly FixPair[] {
  const ids = [...new Set(fixes.map(({ id }) => id))];
  const pairs = ids.map((id): FixPair => {
    const of = (mode: FixOutcome['mode']): FixOutcome | null =>
      fixes.find((fix) => fix.id === id && fix.mode === mode) ?? null;
    const [alone, stacked] = [of('alone'), of('stacked')];
    const { label, priority, promise, settings } = (alone ?? stacked)!;
    return { id, label, priority, promise, settings, alone, stacked };
  });
  const rank = ({ stacked }: FixPair): number => (stacked === null ? 1 : 0);
  return pairs.toSorted((a, b) => rank(a) - rank(b) || a.priority - b.priority);
}

export interface TargetRow {
  readonly target: SlaTarget;
  readonly chosen: boolean;
  readonly safeUsers: SafeUsers;
}

export function targetRows(gap: Gap, workload: WorkloadGap): readonly TargetRow[] {
  return gap.targets.flatMap((target): TargetRow[] => {
    const safeUsers = safeUsersFor(workload, target.id);
    return safeUsers === null
      ? []
      : [{ target, chosen: gap.chosenTargets.includes(target.id), safeUsers }];
  });
}

export interface LadderPoint {
  readonly users: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly extrapolated: boolean;
}

/** A figure up the ladder; rungs without it are left out. */
export function ladderPoints(
  ladder: readonly LadderRung[],
  figure: (rung: LadderRung) => Estimate,
): readonly LadderPoint[] {
  return ladder.flatMap((rung): LadderPoint[] => {
    const { mean, low, high } = figure(rung);
    if (mean === null) return [];
    return [
      {
        users: rung.users,
        mean,
        low: low ?? mean,
        high: high ?? mean,
        extrapolated: rung.extrapolated,
      },
    ];
  });
}

/** How far the fitted parameters leave a safe number open; null where they were not looked at. */
export function overSets(
  { safeUsersOverSets }: WorkloadGap,
  target: string,
): SafeUsersOverSets | null {
  return safeUsersOverSets.find((entry) => entry.target === target) ?? null;
}

/** What a fix alone changes at the largest load, run by run under the same luck; null where nothing was compared. */
export function changeSentence(alone: FixOutcome | null): string | null {
  const last = alone?.changes.at(-1);
  if (last === undefined) return null;
  return `Alone, at ${counted(last.users, 'user')}: capacity failures ${difference(last.capacityFailureRate, points)} points, P95 ${difference(last.p95Ms, wholeMs)} ms.`;
}

const points: Format = (value) => count(Math.round((value ?? 0) * 1000) / 10);
const wholeMs: Format = (value) => count(Math.round(value ?? 0));

function difference({ mean, ci }: PairedDifference, format: Format): string {
  if (mean === null) return missing;
  const signed: Format = (value) => {
    const text = format(value).replace('-', '−');
    return text === '0' || text === '−0' ? '0' : text.startsWith('−') ? text : `+${text}`;
  };
  return ci === null ? signed(mean) : `${signed(mean)} ${interval(ci[0], ci[1], signed)}`;
}

/** The users that a study is to aim for; null where what was typed is not accepted. */
export function targetOf(aim: string): number | null {
  const read = readNumber(aim, targetUsers);
  return read.fault === null ? read.value : null;
}

/** Why a study cannot aim for what was typed, in a sentence; null where it can. */
export function targetFault(aim: string): string | null {
  const { fault } = readNumber(aim, targetUsers);
  return fault === null ? null : `Target users: ${fault}`;
}
