import type { ReportFile, ReportFormat } from '../../contract/api.ts';
import { lint } from '../../contract/scenario/lint.ts';
import type { Scenario } from '../../sim/model/scenario.ts';
import type { Calibration, Gap, Measurement, Trial } from '../../sim/study/results.ts';
import { builtInMeasurement } from '../builtIns.ts';
import { engineVersion } from '../engineVersion.ts';
import type { Store } from '../ports.ts';
import { applicableFixes } from '../questions.ts';
import { capacityReport } from './capacityReport.ts';
import { toHtml } from './html.ts';
import { toMarkdown } from './markdown.ts';

/** Runs of the scenario under its own load that a report is made from. */
export const REPORT_REPLICATIONS = 100;

/** What a report says of one scenario, and what the store knows of it besides. */
export interface ReportSubject {
  readonly scenario: Scenario;
  readonly gap: Gap;
  readonly trial: Trial;
  readonly measurement: Measurement | null;
  readonly calibration: Calibration | null;
}

/** The capacity report as one file. */
export function reportFile(subject: ReportSubject, format: ReportFormat): ReportFile {
  const { scenario } = subject;
  const blocks = capacityReport({
    ...subject,
    warnings: [...lint(scenario), ...applicableFixes(scenario).left],
    engine: engineVersion(),
  });
  return format === 'html'
    ? {
        fileName: `capacity-${scenario.name}.html`,
        mediaType: 'text/html',
        text: toHtml(`Capacity report: ${scenario.title}`, blocks),
      }
    : {
        fileName: `capacity-${scenario.name}.md`,
        mediaType: 'text/markdown',
        text: toMarkdown(blocks),
      };
}

/** The measurement that goes by the name of a scenario, if there is one. */
export async function measurementOf(
  store: Store | null,
  { name }: Scenario,
): Promise<Measurement | null> {
  return builtInMeasurement(name) ?? (await store?.measurements.read(name)) ?? null;
}

/** The newest calibration, if it was one of this scenario. */
export async function calibrationOf(
  store: Store | null,
  { name }: Scenario,
): Promise<Calibration | null> {
  const run = await store?.runs.latest('calibration');
  return run?.scenario.name === name ? run.result : null;
}
