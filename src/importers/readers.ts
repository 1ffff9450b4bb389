import { dockerCompose } from './compose/compose.ts';
import { gatlingStats } from './gatling/statsJson.ts';
import type { Head, Reader } from './importer.ts';
import { jmeterJtl } from './jmeter/jtl.ts';
import { k6Csv } from './k6/csv.ts';
import { k6JsonLines } from './k6/jsonLines.ts';
import { k6Summary } from './k6/summary.ts';
import { locustConsole } from './locust/console.ts';
import { locustExceptions } from './locust/exceptions.ts';
import { locustFailures } from './locust/failures.ts';
import { locustHistory } from './locust/history.ts';
import { locustHtml } from './locust/html.ts';
import { locustStats } from './locust/stats.ts';
import { serverLog } from './logs/log.ts';
import { markdownReport } from './markdown/report.ts';
import { pgbouncerIni } from './pgbouncer/ini.ts';
import { showConfig, showPools, showStats } from './pgbouncer/show.ts';
import { pgActivity } from './postgres/activity.ts';
import { postgresConf } from './postgres/conf.ts';
import { pgStatements } from './postgres/statements.ts';
import { djangoSettings } from './python/djangoSettings.ts';
import { gunicornCommand, gunicornConf } from './python/gunicorn.ts';
import { fault } from './text/fault.ts';

/** Every kind of file that can be imported. */
export const readers: readonly Reader[] = [
  locustStats,
  locustHistory,
  locustFailures,
  locustExceptions,
  locustHtml,
  locustConsole,
  markdownReport,
  k6Summary,
  k6JsonLines,
  k6Csv,
  jmeterJtl,
  gatlingStats,
  pgActivity,
  pgStatements,
  showPools,
  showStats,
  showConfig,
  serverLog,
  postgresConf,
  pgbouncerIni,
  gunicornConf,
  gunicornCommand,
  djangoSettings,
  dockerCompose,
];

/** Below this a file is not taken for what a reader reads. */
const LEAST = 0.3;

export interface Detected {
  readonly reader: Reader;
  readonly confidence: number;
}

/** The reader that is surest of a file. Throws when none is sure enough. */
export function detect(head: Head): Detected {
  let best: Detected | null = null;
  for (const reader of readers) {
    const confidence = reader.detect(head);
    if (confidence > (best?.confidence ?? 0)) best = { reader, confidence };
  }
  if (best === null || best.confidence < LEAST) {
    throw fault(
      { file: head.name, line: 1 },
      `begins with ${JSON.stringify((head.lines[0] ?? '').slice(0, 60))}, which no reader knows; accepted: ${readers.map(({ title }) => title).join(', ')}`,
    );
  }
  return best;
}
