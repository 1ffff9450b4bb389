import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Where long studies stand, so that they can be taken up again. Calibrations of the first form go: they hold no posterior,
 * and the measurement and the scenario that they can be computed from again stay.
 */
export const migration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      create table checkpoints (
        question_hash text not null primary key,
        progress real not null,
        saved_at text not null,
        document text not null check (json_valid(document))
      ) strict`.execute(db);
    await sql`
      delete from runs
      where kind = 'calibration' and json_extract(result, '$.version') = 1`.execute(db);
  },
};
