import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import type { JobKind, RunEntry, StoredRun } from '../contract/api.ts';
import { parseResult } from '../contract/documents.ts';
import { parseScenario } from '../contract/scenario/check.ts';
import type { NewRun, RunStore, StoredRunOf } from '../services/ports.ts';
import { hashOf, readDocument } from './documents.ts';
import { access } from './failures.ts';
import { saveMeasurement } from './measurements.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['runs']>;

export function runStore(db: Kysely<Tables>): RunStore {
  const newest = () => db.selectFrom('runs').selectAll('runs').orderBy('sequence', 'desc').limit(1);
  return {
    list: (kind) =>
      access('Listing the runs', async () => {
        const all = db
          .selectFrom('runs')
          .select(['id', 'kind', 'scenario', 'users', 'seed', 'created_at', 'elapsed_ms'])
          .orderBy('sequence', 'desc');
        const rows = await (kind === undefined ? all : all.where('kind', '=', kind)).execute();
        return rows.map(entryOf);
      }),
    read: (id) =>
      access(`Reading run ${id}`, async () => {
        const row = await newest().where('id', '=', id).executeTakeFirst();
        return row === undefined ? null : storedRun(row);
      }),
    latest: <Kind extends JobKind>(kind: Kind) =>
      access(`Reading the newest ${kind}`, async () => {
        const row = await newest().where('kind', '=', kind).executeTakeFirst();
        return row === undefined ? null : (storedRun(row) as StoredRunOf<Kind>);
      }),
    find: <Kind extends JobKind>({
      kind,
      scenario,
      users,
      seed,
      measurement,
      engine,
    }: Wanted<Kind>) =>
      access(`Looking for a ${kind}`, async () => {
        let query = newest()
          .leftJoin('calibrations', 'calibrations.run_id', 'runs.id')
          .where('kind', '=', kind)
          .where('scenario_hash', '=', hashOf(JSON.stringify(scenario)))
          .where('users', 'is', users)
          .where('engine', '=', engine)
          .where(
            'measurement_hash',
            'is',
            measurement === null ? null : hashOf(JSON.stringify(measurement)),
          );
        if (seed !== null) query = query.where('seed', '=', seed);
        const row = await query.executeTakeFirst();
        return row === undefined ? null : (storedRun(row) as StoredRunOf<Kind>);
      }),
    save: (run) =>
      access(`Saving a ${run.kind}`, () =>
        db.transaction().execute(async (trx) => {
          const { kind, scenario, users, seed, measurement, engine, elapsedMs, result } = run;
          const scenario_document = JSON.stringify(scenario);
          const row = {
            id: randomUUID(),
            kind,
            scenario: scenario.name,
            users,
            seed,
            created_at: new Date().toISOString(),
            elapsed_ms: elapsedMs,
            engine,
            scenario_hash: hashOf(scenario_document),
            scenario_document,
            result: JSON.stringify(result),
          };
          await trx.insertInto('runs').values(row).execute();
          if (measurement !== null) {
            const measurement_hash = await saveMeasurement(trx, measurement);
            await trx
              .insertInto('calibrations')
              .values({ run_id: row.id, measurement_hash })
              .execute();
          }
          return entryOf(row);
        }),
      ),
  };
}

type Wanted<Kind extends JobKind> = Omit<NewRun<Kind>, 'seed' | 'elapsedMs' | 'result'> & {
  readonly seed: number | null;
};

function entryOf(
  row: Omit<Row, 'sequence' | 'engine' | 'scenario_hash' | 'scenario_document' | 'result'>,
): RunEntry {
  const { id, kind, scenario, users, seed, created_at, elapsed_ms } = row;
  return { id, kind, scenario, users, seed, createdAt: created_at, elapsedMs: elapsed_ms };
}

function storedRun(row: Row): StoredRun {
  const { id, kind } = row;
  const scenario = readDocument(`The scenario of run ${id}`, row.scenario_document, parseScenario);
  const result = readDocument(`The result of run ${id}`, row.result, (document) =>
    parseResult(kind, document),
  );
  // One row of the table is one kind throughout; the compiler cannot follow that through the columns.
  return { entry: entryOf(row), scenario, result } as StoredRun;
}
