import type { Reader } from '../importer.ts';
import { countOf, orNone, rateOf } from '../text/numbers.ts';
import { cellOf, hasColumns, queryTables } from '../text/queryTable.ts';
import { counted } from '../../sim/counted.ts';

const required = ['query', 'calls'];

/** Rows of pg_stat_statements; times are ms. */
export const pgStatements: Reader = {
  id: 'pg-stat-statements',
  title: 'pg_stat_statements',
  detect: ({ lines }) => (hasColumns(lines, required) ? 0.9 : 0),
  async read(file) {
    const tables = await queryTables(file, required);
    const statements = tables.flatMap((table) => {
      const mean = table.header.find((column) => /^mean_(?:exec_)?time$/.test(column)) ?? '';
      return table.rows.map((row) => {
        const place = (column: string) => ({
          file: file.name,
          line: row.line,
          column: table.header.indexOf(column) + 1,
        });
        return {
          query: cellOf(table, row, 'query'),
          calls: countOf(cellOf(table, row, 'calls'), place('calls')),
          meanMs: orNone(cellOf(table, row, mean), place(mean), rateOf),
        };
      });
    });
    const calls = statements.reduce((sum, statement) => sum + statement.calls, 0);
    return {
      evidence: { statements },
      understood: [`${counted(statements.length, 'statement')}, ${counted(calls, 'call')}.`],
      assumed: ['The figures count since the last reset of the statistics, not for the run alone.'],
    };
  },
};
