import { expect, it } from 'vitest';
import smoke from '../../fixtures/scenarios/smoke.json' with { type: 'json' };
import { parseScenario } from '../contract/scenario/check.ts';
import { override } from '../contract/scenario/override.ts';
import type { SourceFile } from '../importers/source.ts';
import { type LoadFailure, measurementOf } from './measurement.ts';

const scenario = parseScenario(smoke);
const place = { locustVersion: '2.12.1-1', environment: 'a small machine' };

const stats = `Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,Max Response Time,Average Content Size,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%
GET,List,8,5,4,5.5,2,13,4.0,0.4,0.25,4,5,6,6,13,13,13,13,13,13,13
,Aggregated,8,5,4,5.5,2,13,4.0,0.4,0.25,4,5,6,6,13,13,13,13,13,13,13
`;
const history = `Timestamp,User Count,Type,Name,Requests/s,Failures/s,50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%,Total Request Count,Total Failure Count,Total Median Response Time,Total Average Response Time,Total Min Response Time,Total Max Response Time,Total Average Content Size
1795649742,10,,Aggregated,0.4,0.25,4,5,6,6,13,13,13,13,13,13,13,8,5,4,5.5,2,13,4.0
`;
const backends = 'now,state,count\n2026-11-25T23:35:42.922Z,idle,4\n';
const pools = `database,user,cl_active,cl_waiting,sv_active,sv_idle,maxwait,maxwait_us,pool_mode
app,app,5,2,1,3,0,500000,transaction
pgbouncer,pgbouncer,1,0,0,0,0,0,statement
`;

function file(name: string, text: string): SourceFile {
  const content = new TextEncoder().encode(text);
  async function* read(): AsyncIterable<Uint8Array> {
    yield content;
  }
  return { name, bytes: content.length, read };
}

const files = [
  file('locust_final_stats.csv', stats),
  file('locust_stats_history.csv', history),
  file('backends.csv', backends),
  file('pools.csv', pools),
];

function failure(kind: LoadFailure['kind'], reason: string, status: number | null): LoadFailure {
  return { endpoint: 'List', status, kind, reason, failures: 1 };
}

const notes = {
  unfinished: { List: 1 },
  userClasses: [
    { name: 'Reader', users: 8 },
    { name: 'Writer', users: 2 },
  ],
  failures: [
    failure('functional', 'no token', 401),
    failure('capacity', 'FATAL:  sorry, too many clients already', 500),
    failure('capacity', 'server closed the connection unexpectedly', 500),
    failure('capacity', 'deadlock detected', 500),
    failure('', 'ConnectionRefusedError(111)', null),
  ],
};

it('is made of the tables of Locust, the samples, and what the service says of its failures', async () => {
  const measurement = await measurementOf(scenario, files, notes, place);
  expect(measurement).toMatchObject({
    name: 'smoke',
    source: { tool: 'Locust', toolVersion: '2.12.1-1', date: '2026-11-25' },
    configuration: {
      users: 10,
      spawnRate: 5,
      runTimeS: 20,
      environment: 'a small machine',
      userClasses: notes.userClasses,
    },
    rounding: 'locust-csv',
    rows: [{ name: 'List', requests: 8, failures: 5, avgMs: 5.5, p95Ms: 13 }],
    evidence: {
      activity: [{ backends: 4 }],
      pools: [{ database: 'app', clActive: 5, clWaiting: 2, maxwaitS: 0.5 }],
    },
  });
});

it('semantics M8: takes a closed connection behind PgBouncer for query_wait_timeout', async () => {
  const { failureNotes } = await measurementOf(scenario, files, notes, place);
  expect(failureNotes.map(({ kind, cause }) => `${kind} ${cause}`)).toEqual([
    'functional functional',
    'capacity postgres_refused',
    'capacity pool_timeout',
    'capacity other',
    'capacity web_refused',
  ]);
  const direct = override(scenario, { pgbouncer: null });
  const withoutPooler = await measurementOf(direct, files, notes, place);
  expect(withoutPooler.failureNotes[2]!.cause).toBe('other');
});
