import type { Warning } from '../../contract/api.ts';
import { counted } from '../../sim/counted.ts';
import type { Scenario } from '../../sim/model/scenario.ts';
import type {
  Calibration,
  FixOutcome,
  Gap,
  Measurement,
  Trial,
  WorkloadGap,
} from '../../sim/study/results.ts';
import { assumptionBlocks } from './assumptions.ts';
import { type Block, heading, list, paragraph } from './blocks.ts';
import { calibrationBlocks } from './calibration.ts';
import { comparable, comparisonBlocks } from './comparison.ts';
import { percent, whole } from './figures.ts';
import { gapBlocks, safe } from './gap.ts';
import { trialBlocks, warningBlocks } from './trial.ts';

export interface ReportInput {
  readonly scenario: Scenario;
  readonly gap: Gap;
  /** The scenario under its own load. */
  readonly trial: Trial;
  /** What the scenario is held against; null when nothing was measured. */
  readonly measurement: Measurement | null;
  readonly calibration: Calibration | null;
  readonly warnings: readonly Warning[];
  readonly engine: string;
}

/** The capacity report: verdict, gap, baseline against prediction, assumptions with their provenance, settings. */
export function capacityReport(input: ReportInput): Block[] {
  const { scenario, gap, trial, measurement, calibration, warnings, engine } = input;
  return [
    heading(1, `Capacity report: ${scenario.title}`),
    paragraph(scenario.description),
    heading(2, 'Verdict'),
    ...verdict(gap),
    ...warningBlocks(warnings),
    ...gapBlocks(gap),
    heading(2, 'Baseline against prediction'),
    ...baseline(measurement, trial),
    ...trialBlocks(trial, []),
    ...(calibration === null ? [] : calibrationBlocks(calibration)),
    heading(2, 'Assumptions and where they come from'),
    ...assumptionBlocks(scenario),
    heading(2, 'How to make this report again'),
    paragraph(
      `Scenario ${scenario.name}, target ${counted(gap.targetUsers, 'user')}, seed ${gap.seed}; simulator ${engine}. The scenario in full:`,
    ),
    { kind: 'code', language: 'json', text: JSON.stringify(scenario, null, 2) },
  ].filter((block) => block.kind !== 'paragraph' || block.text !== '') as Block[];
}

function verdict(gap: Gap): Block[] {
  return gap.workloads.flatMap((workload) => [
    paragraph(sentence(gap, workload)),
    ...list(actions(gap, workload)),
  ]);
}

function sentence(
  gap: Gap,
  { workload, provenance, safeUsers, safeUsersByTarget }: WorkloadGap,
): string {
  const chosen = safeUsersByTarget.filter(({ target }) => gap.chosenTargets.includes(target));
  const each = chosen.map((entry) => {
    const label = gap.targets.find(({ id }) => id === entry.target)?.label ?? entry.target;
    return entry.value === null
      ? `${label}: out of reach at any load`
      : `${label}: ${safe(entry, gap)}`;
  });
  const overall =
    safeUsers.value === null
      ? 'No load meets every target.'
      : `${safe(safeUsers, gap)} users are safe.`;
  const name = workload === 'as-tested' ? 'As tested' : `Repaired (${provenance.kind})`;
  return `${name}: ${overall} Of ${counted(gap.targetUsers, 'user')} wanted, safe by target: ${each.join('; ')}.`;
}

/** The fixes that gain most by themselves, at most three, with what limits after each. */
function actions(gap: Gap, { fixes, safeUsersByTarget }: WorkloadGap): string[] {
  const [first] = gap.chosenTargets;
  const before = safeUsersByTarget.find(({ target }) => target === first)?.value ?? 0;
  const gain = (fix: FixOutcome): number =>
    (fix.safeUsersByTarget.find(({ target }) => target === first)?.value ?? 0) - before;
  return fixes
    .filter((fix) => fix.mode === 'alone' && gain(fix) > 0)
    .toSorted((a, b) => gain(b) - gain(a) || a.priority - b.priority)
    .slice(0, 3)
    .map((fix) => {
      const top = fix.ladder.at(-1)!;
      const after = fix.safeUsersByTarget.find(({ target }) => target === first);
      return `${fix.label}: ${whole(before)} to ${safe(after, gap)} users by the first of these targets; at ${counted(top.users, 'user')} ${percent(top.capacityFailureRate.mean)} capacity failures and P95 ${whole(top.p95Ms.mean)} ms. ${top.limit}`;
    });
}

function baseline(measurement: Measurement | null, trial: Trial): Block[] {
  if (measurement === null) return [paragraph('No measurement is held against this scenario.')];
  if (!comparable(measurement, trial)) {
    return [
      paragraph(
        `The measurement ${measurement.name} (${counted(measurement.configuration.users, 'user')}) is about another load or other endpoints than this scenario (${counted(trial.users, 'user')}), so that the two are not compared.`,
      ),
    ];
  }
  const { title, source, configuration } = measurement;
  return [
    paragraph(
      `${title}: ${source.tool} ${source.toolVersion}, ${counted(configuration.users, 'user')}, ${configuration.runTimeS} s, ${configuration.environment}.`,
    ),
    ...comparisonBlocks(measurement, trial),
  ];
}
