import { parseMeasurement } from '../contract/measurement.ts';
import { importFiles } from '../importers/importFiles.ts';
import type { SourceFile } from '../importers/source.ts';
import { causeOf } from '../importers/text/causes.ts';
import type { Scenario } from '../sim/model/scenario.ts';
import type { FailureNote, Measurement } from '../sim/study/results.ts';
import { HOST } from './configuration/site.ts';

/** What `locustfile.py` writes beside Locust's own tables. */
export interface LoadNotes {
  readonly failures: readonly LoadFailure[];
  /** Requests in flight at the end of the run, by endpoint (semantics F18). */
  readonly unfinished: Readonly<Record<string, number>>;
  readonly userClasses: readonly { readonly name: string; readonly users: number }[];
}

export interface LoadFailure {
  readonly endpoint: string;
  /** null: no answer. */
  readonly status: number | null;
  /** As the service says; empty where it said nothing. */
  readonly kind: 'functional' | 'capacity' | '';
  readonly reason: string;
  readonly failures: number;
}

/** The measurement that the files of a run make, with what only the rig knows. */
export async function measurementOf(
  scenario: Scenario,
  files: readonly SourceFile[],
  notes: LoadNotes,
  place: { readonly locustVersion: string; readonly environment: string },
): Promise<Measurement> {
  const { run } = scenario;
  const { measurement } = await importFiles(files, {
    name: scenario.name,
    users: Math.max(run.users, ...run.stages.map(({ users }) => users)),
    spawnRate: run.spawn_rate,
    runTimeS: run.run_time_s,
  });
  const { source, configuration } = measurement!;
  return parseMeasurement({
    ...measurement,
    title: `${scenario.title}, measured on the rig`,
    source: { ...source, toolVersion: place.locustVersion, document: 'plimsoll rig' },
    configuration: {
      ...configuration,
      host: `http://${HOST}`,
      environment: place.environment,
      // With stages there is no one mix of classes to speak of.
      userClasses: run.stages.length > 0 ? [] : notes.userClasses,
    },
    failureNotes: notes.failures.map((failure) => noteOf(failure, scenario)),
  });
}

/** The service says itself whether it refused or could not; the text says who was in the way. */
function noteOf(
  { endpoint, status, kind, reason, failures }: LoadFailure,
  { pgbouncer }: Scenario,
): FailureNote {
  const note = { endpoint, status, failures, reason };
  if (kind === 'functional') return { ...note, kind, cause: 'functional' };
  const cause = isQueryWait(reason, pgbouncer !== null) ? 'pool_timeout' : causeOf(reason, null);
  if (cause !== null) return { ...note, kind: 'capacity', cause };
  // Without an answer the connection itself failed.
  return status === null
    ? { ...note, kind: 'capacity', cause: 'web_refused' }
    : { ...note, kind: kind === 'capacity' ? 'capacity' : 'unknown', cause: 'other' };
}

/** psycopg2 hides `query_wait_timeout` behind a closed connection (semantics M8). */
function isQueryWait(reason: string, throughPgbouncer: boolean): boolean {
  return throughPgbouncer && /server closed the connection unexpectedly/.test(reason);
}
