import type { Kysely, Selectable } from 'kysely';
import type { ScenarioEntry } from '../contract/api.ts';
import { parseScenario } from '../contract/scenario/check.ts';
import type { ScenarioStore } from '../services/ports.ts';
import { readDocument } from './documents.ts';
import { access } from './failures.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['scenarios']>;

export function scenarioStore(db: Kysely<Tables>): ScenarioStore {
  const versions = (name: string) =>
    db.selectFrom('scenarios').selectAll().where('name', '=', name).orderBy('version', 'desc');
  return {
    list: () =>
      access('Listing the scenarios', async () => {
        const rows = await db
          .selectFrom('scenarios')
          .select(['name', 'title', 'description', 'saved_at'])
          .select(({ fn }) => fn.max('version').as('version')) // SQLite takes the other columns from that very row.
          .groupBy('name')
          .orderBy('name')
          .execute();
        return rows.map(entryOf);
      }),
    read: (name, version) =>
      access(`Reading scenario ${name}`, async () => {
        const query =
          version === undefined ? versions(name) : versions(name).where('version', '=', version);
        const row = await query.limit(1).executeTakeFirst();
        if (row === undefined) return null;
        return {
          entry: entryOf(row),
          scenario: readDocument(`Scenario ${name}`, row.document, parseScenario),
        };
      }),
    save: (scenario) =>
      access(`Saving scenario ${scenario.name}`, () =>
        db.transaction().execute(async (trx) => {
          const document = JSON.stringify(scenario);
          const newest = await trx
            .selectFrom('scenarios')
            .selectAll()
            .where('name', '=', scenario.name)
            .orderBy('version', 'desc')
            .limit(1)
            .executeTakeFirst();
          if (newest?.document === document) return entryOf(newest);
          const { name, title, description } = scenario;
          const row = {
            name,
            version: (newest?.version ?? 0) + 1,
            title,
            description,
            saved_at: new Date().toISOString(),
            document,
          };
          await trx.insertInto('scenarios').values(row).execute();
          return entryOf(row);
        }),
      ),
    delete: (name) =>
      access(`Deleting scenario ${name}`, async () => {
        const { numDeletedRows } = await db
          .deleteFrom('scenarios')
          .where('name', '=', name)
          .executeTakeFirst();
        return numDeletedRows > 0n;
      }),
  };
}

function entryOf({
  name,
  title,
  description,
  version,
  saved_at,
}: Omit<Row, 'document'>): ScenarioEntry {
  return { name, title, description, builtIn: false, version, savedAt: saved_at };
}
