import type { Reader } from '../importer.ts';
import { countOf, rateOf } from '../text/numbers.ts';
import { cellOf, hasColumns, queryTables } from '../text/queryTable.ts';
import { SettingsFound } from '../text/settingsFound.ts';
import { takePgbouncer } from './settings.ts';
import { counted } from '../../sim/counted.ts';

const pools = ['database', 'user', 'cl_active', 'cl_waiting', 'sv_active', 'sv_idle', 'maxwait'];
const stats = ['database', 'total_xact_count', 'total_query_count'];
const config = ['key', 'value'];

/** `SHOW POOLS` of PgBouncer's console (semantics B21); several of them one after the other. */
export const showPools: Reader = {
  id: 'pgbouncer-pools',
  title: 'PgBouncer SHOW POOLS',
  detect: ({ lines }) => (hasColumns(lines, pools) ? 0.95 : 0),
  async read(file) {
    const found = (await queryTables(file, pools)).flatMap((table) =>
      table.rows.map((row) => {
        const number = (column: string): number =>
          countOf(cellOf(table, row, column), {
            file: file.name,
            line: row.line,
            column: table.header.indexOf(column) + 1,
          });
        const us = cellOf(table, row, 'maxwait_us');
        return {
          database: cellOf(table, row, 'database'),
          user: cellOf(table, row, 'user'),
          clActive: number('cl_active'),
          clWaiting: number('cl_waiting'),
          svActive: number('sv_active'),
          svIdle: number('sv_idle'),
          maxwaitS: number('maxwait') + (us === '' ? 0 : number('maxwait_us') / 1e6),
          poolMode: cellOf(table, row, 'pool_mode'),
        };
      }),
    );
    const served = found.filter(({ database }) => database !== 'pgbouncer');
    const waiting = served.reduce((most, pool) => Math.max(most, pool.clWaiting), 0);
    return {
      evidence: { pools: served },
      understood: [
        `${counted(served.length, 'row')} of pools, at most ${counted(waiting, 'client')} waiting.`,
      ],
      assumed:
        found.length > served.length ? ["The pool of PgBouncer's own console was left out."] : [],
    };
  },
};

/** `SHOW STATS` of PgBouncer's console (semantics B22); times are µs. */
export const showStats: Reader = {
  id: 'pgbouncer-stats',
  title: 'PgBouncer SHOW STATS',
  detect: ({ lines }) => (hasColumns(lines, stats) ? 0.95 : 0),
  async read(file) {
    const sentences = (await queryTables(file, stats)).flatMap((table) =>
      table.rows.map((row) => {
        const number = (column: string): number =>
          rateOf(cellOf(table, row, column) || '0', {
            file: file.name,
            line: row.line,
            column: table.header.indexOf(column) + 1,
          });
        const transactions = number('total_xact_count');
        const per = (column: string): string =>
          transactions === 0 ? '–' : (number(column) / transactions / 1000).toFixed(1);
        return `${cellOf(table, row, 'database')}: ${transactions} transactions, on average ${per('total_xact_time')} ms on a server connection after ${per('total_wait_time')} ms of waiting for one.`;
      }),
    );
    return {
      understood: sentences,
      assumed: ['The figures count since PgBouncer started, not for the run alone.'],
    };
  },
};

/** `SHOW CONFIG` of PgBouncer's console: what runs, whatever the file says. */
export const showConfig: Reader = {
  id: 'pgbouncer-config',
  title: 'PgBouncer SHOW CONFIG',
  detect: ({ lines, text }) =>
    hasColumns(lines, config) && /\bdefault_pool_size\b|\bpool_mode\b|\badmin_users\b/.test(text)
      ? 0.95
      : 0,
  async read(file) {
    const found = new SettingsFound(true);
    let others = 0;
    for (const table of await queryTables(file, config)) {
      for (const row of table.rows) {
        const place = { file: file.name, line: row.line };
        if (!takePgbouncer(found, cellOf(table, row, 'key'), cellOf(table, row, 'value'), place))
          others++;
      }
    }
    return {
      settings: found.settings,
      understood: [
        `${counted(found.settings.length, 'setting')} of the model, ${counted(others, 'other')} that it does not have.`,
      ],
      assumed: found.assumed,
    };
  },
};
