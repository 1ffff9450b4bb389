import { counted } from '../../sim/counted.ts';
import type { Evidence } from '../../sim/study/results.ts';
import type { Reader, TextFile } from '../importer.ts';
import { fault } from '../text/fault.ts';
import { countOf } from '../text/numbers.ts';
import { cellOf, hasColumns, type QueryTable, queryTables } from '../text/queryTable.ts';

type Activity = NonNullable<Evidence['activity']>[number];

const times = ['now', 'at', 'time', 'ts', 'timestamp', 'clock_timestamp', 'sampled_at'];
const MOST = 604_800;

/** Samples of `SELECT state, count(*) FROM pg_stat_activity ... GROUP BY 1`, one or many, with a time or without. */
export const pgActivity: Reader = {
  id: 'pg-stat-activity',
  title: 'pg_stat_activity samples',
  detect: ({ lines }) =>
    hasColumns(lines, ['state', 'count']) ? 0.9 : isHeadless(lines) ? 0.85 : 0,
  async read(file) {
    const tables = await queryTables(
      isHeadless((await file.text()).split(/\r?\n/, 5)) ? withHeader(file) : file,
      ['state', 'count'],
    );
    const samples = tables.flatMap((table) => samplesIn(file.name, table));
    if (samples.length === 0)
      throw fault({ file: file.name }, 'has no row; accepted: a row per state');
    if (samples.length > MOST)
      throw fault(
        { file: file.name },
        `has more than ${MOST} samples; accepted: a week of seconds`,
      );
    const most = samples.reduce((best, sample) =>
      sample.backends > best.backends ? sample : best,
    );
    return {
      evidence: { activity: samples },
      understood: [
        `${counted(samples.length, 'sample')}, at most ${counted(most.backends, 'backend')}${most.at === null ? '' : `, at ${most.at}`}: ${most.byState.map(({ state, backends }) => `${backends} ${state}`).join(', ')}.`,
      ],
      assumed: [],
    };
  },
};

/** `psql --csv -t` prints no header. */
function isHeadless(lines: readonly string[]): boolean {
  const row =
    /^\d{4}-\d\d-\d\d[^,]*,(?:active|idle|idle in transaction|fastpath function call|disabled|),\d+$/;
  const some = lines.filter((line) => line.trim() !== '').slice(0, 3);
  return some.length > 0 && some.every((line) => row.test(line));
}

/** The same file with a header before it. */
function withHeader(file: TextFile): TextFile {
  const header = 'now,state,count';
  async function* chunks(): AsyncIterable<string> {
    yield `${header}\n`;
    yield* file.chunks();
  }
  return { name: file.name, chunks, text: async (most) => `${header}\n${await file.text(most)}` };
}

function samplesIn(file: string, table: QueryTable): Activity[] {
  const time = table.header.find((column) => times.includes(column.toLowerCase()));
  const byTime = new Map<string | null, { state: string; backends: number }[]>();
  for (const row of table.rows) {
    const at = time === undefined ? null : cellOf(table, row, time);
    const states = byTime.get(at) ?? [];
    states.push({
      state: cellOf(table, row, 'state') || 'no state',
      backends: countOf(cellOf(table, row, 'count'), {
        file,
        line: row.line,
        column: table.header.indexOf('count') + 1,
      }),
    });
    byTime.set(at, states);
  }
  return [...byTime].map(([at, byState]) => ({
    at,
    backends: byState.reduce((sum, { backends }) => sum + backends, 0),
    byState,
  }));
}
