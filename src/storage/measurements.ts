import { type Kysely, sql } from 'kysely';
import { parseMeasurement } from '../contract/measurement.ts';
import type { MeasurementStore } from '../services/ports.ts';
import type { Measurement } from '../sim/study/results.ts';
import { hashOf, readDocument } from './documents.ts';
import { access } from './failures.ts';
import type { Tables } from './schema.ts';

export function measurementStore(db: Kysely<Tables>): MeasurementStore {
  return {
    list: () =>
      access('Listing the measurements', async () => {
        const rows = await db
          .selectFrom('measurements')
          .select(['name', 'title', 'saved_at'])
          .orderBy('saved_at', 'desc')
          .orderBy(sql`rowid`, 'desc')
          .execute();
        const newest = rows.filter(
          (row, i) => rows.findIndex((other) => other.name === row.name) === i,
        );
        return newest.map(({ name, title, saved_at }) => ({
          name,
          title,
          builtIn: false,
          savedAt: saved_at,
        }));
      }),
    read: (name) =>
      access(`Reading measurement ${name}`, async () => {
        const row = await db
          .selectFrom('measurements')
          .select('document')
          .where('name', '=', name)
          .orderBy('saved_at', 'desc')
          .orderBy(sql`rowid`, 'desc')
          .limit(1)
          .executeTakeFirst();
        return row === undefined
          ? null
          : readDocument(`Measurement ${name}`, row.document, parseMeasurement);
      }),
    save: (measurement) =>
      access(`Saving measurement ${measurement.name}`, async () => {
        await saveMeasurement(db, measurement);
      }),
  };
}

/** Stores a measurement once, however often it is saved; returns its hash. */
export async function saveMeasurement(
  db: Kysely<Tables>,
  measurement: Measurement,
): Promise<string> {
  const { name, title } = measurement;
  const document = JSON.stringify(measurement);
  const hash = hashOf(document);
  const saved_at = new Date().toISOString();
  await db
    .insertInto('measurements')
    .values({ hash, name, title, saved_at, document })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet({ saved_at }))
    .execute();
  return hash;
}
