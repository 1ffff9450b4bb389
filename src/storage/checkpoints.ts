import type { Kysely } from 'kysely';
import type { CheckpointStore, RunQuestion } from '../services/ports.ts';
import { hashOf } from './documents.ts';
import { access } from './failures.ts';
import type { Tables } from './schema.ts';

export function checkpointStore(db: Kysely<Tables>): CheckpointStore {
  return {
    read: (question) =>
      access('Reading a checkpoint', async () => {
        const row = await db
          .selectFrom('checkpoints')
          .select(['progress', 'saved_at', 'document'])
          .where('question_hash', '=', keyOf(question))
          .executeTakeFirst();
        if (row === undefined) return null;
        return { progress: row.progress, savedAt: row.saved_at, state: row.document };
      }),
    save: (question, { progress, state }) =>
      access('Saving a checkpoint', async () => {
        const row = { progress, saved_at: new Date().toISOString(), document: state };
        await db
          .insertInto('checkpoints')
          .values({ question_hash: keyOf(question), ...row })
          .onConflict((conflict) => conflict.column('question_hash').doUpdateSet(row))
          .execute();
      }),
    delete: (question) =>
      access('Removing a checkpoint', async () => {
        await db.deleteFrom('checkpoints').where('question_hash', '=', keyOf(question)).execute();
      }),
  };
}

/** Another engine, seed, scenario or measurement would go on from here to another result. */
function keyOf({ kind, scenario, users, seed, measurement, engine }: RunQuestion): string {
  return hashOf(JSON.stringify([kind, scenario, users, seed, measurement, engine]));
}
