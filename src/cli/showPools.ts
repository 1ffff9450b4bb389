import { badInput } from '../contract/errors.ts';
import { whole } from '../contract/numberText.ts';
import { type Block, heading, table } from '../services/report/blocks.ts';
import { toText } from '../services/report/text.ts';
import type { Scenario } from '../sim/model/scenario.ts';
import { showPoolsAt } from '../sim/showPools.ts';
import type { Arguments, Options } from './arguments.ts';
import type { CliHost } from './host.ts';
import { readSeed } from './inputs.ts';
import { printJson } from './work.ts';

const OPTION = 'show-pools-at';

export const showPoolsOption: Options = {
  [OPTION]: {
    kind: 'text',
    value: 'SECONDS',
    help: "print PgBouncer's SHOW POOLS and SHOW STATS at that second of one run instead",
  },
};

/** Whether SHOW POOLS was asked for, and is printed. Throws `AppError('invalid-input')`. */
export function printPools(args: Arguments, host: CliHost, scenario: Scenario): boolean {
  const second = args.number(OPTION, whole(0, Math.floor(scenario.run.run_time_s)));
  if (second === undefined) return false;
  if (scenario.pgbouncer === null) {
    const message = 'the scenario has no PgBouncer; accepted: a scenario with a pgbouncer section';
    throw badInput([{ path: `--${OPTION}`, message }]);
  }
  const seed = readSeed(args) ?? 1;
  const state = showPoolsAt(scenario, seed, second);
  if (args.flag('json')) printJson(host, { second, seed, ...state });
  else {
    host.write(
      toText([
        heading(2, `SHOW POOLS at ${second} s`),
        rowsAsTable(state.pools),
        heading(2, `SHOW STATS at ${second} s`),
        rowsAsTable(state.stats),
      ]),
    );
  }
  return true;
}

/** A column for each key; names to the left, numbers to the right. */
function rowsAsTable(rows: readonly object[]): Block {
  const titles = Object.entries(rows[0] ?? {}).map(([key, value]) =>
    typeof value === 'string' ? `<${key}` : key,
  );
  return table(
    titles,
    rows.map((row) => Object.values(row).map(String)),
  );
}
