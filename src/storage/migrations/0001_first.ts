import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Measurements, scenarios with their versions, runs with their results, and what each calibration fitted. */
export const migration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      create table measurements (
        hash text not null primary key,
        name text not null,
        title text not null,
        saved_at text not null,
        document text not null check (json_valid(document))
      ) strict`.execute(db);
    await sql`create index measurements_by_name on measurements (name, saved_at)`.execute(db);
    await sql`
      create table scenarios (
        name text not null,
        version integer not null check (version >= 1),
        title text not null,
        description text not null,
        saved_at text not null,
        document text not null check (json_valid(document)),
        primary key (name, version)
      ) strict`.execute(db);
    await sql`
      create table runs (
        sequence integer primary key autoincrement,
        id text not null unique,
        kind text not null check (kind in ('trial', 'gap', 'calibration')),
        scenario text not null,
        users integer,
        seed integer not null,
        created_at text not null,
        elapsed_ms real not null,
        engine text not null,
        scenario_hash text not null,
        scenario_document text not null check (json_valid(scenario_document)),
        result text not null check (json_valid(result))
      ) strict`.execute(db);
    await sql`create index runs_by_kind on runs (kind, sequence)`.execute(db);
    await sql`create index runs_by_question on runs (kind, scenario_hash, engine)`.execute(db);
    await sql`
      create table calibrations (
        run_id text not null primary key references runs (id) on delete cascade,
        measurement_hash text not null references measurements (hash)
      ) strict`.execute(db);
  },
};
