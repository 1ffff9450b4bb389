import type { Scenario } from '../../model/scenario.ts';
import type { Settings } from '../../model/settings.ts';

/** Something that could be measured next. */
export interface Candidate {
  readonly id: string;
  readonly label: string;
  /** How, as a command to be copied. */
  readonly command: string;
  /** A load test of the scenario with these settings, seen through its table; null: no load test. */
  readonly run: Settings | null;
  /** Settings that it would tell directly. */
  readonly tells: readonly string[];
}

const CONNECTIONS = `psql -c "SELECT now(), usename, state, count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' GROUP BY 2, 3" -c "\\watch 1"`;

/** What is worth measuring of a scenario: load tests at other loads, and looks at what the tables cannot tell. */
export function candidatesFor(scenario: Scenario, host: string): Candidate[] {
  const { users, spawn_rate, run_time_s } = scenario.run;
  const locust = (load: number, name: string): string =>
    `locust --headless --users ${load} --spawn-rate ${spawn_rate} --run-time ${run_time_s}s --host ${host || 'http://localhost:8000'} --csv ${name} --csv-full-history`;
  const quarter = Math.max(1, Math.round(users / 4));
  const half = Math.max(1, Math.round(users / 2));
  const loadTest = (id: string, label: string, load: number): Candidate => ({
    id,
    label,
    command: locust(load, id),
    run: { 'run.users': load },
    tells: [],
  });
  const candidates: Candidate[] = [
    {
      id: 'pg-stat-activity',
      label: 'pg_stat_activity each second, from before the first user to the end of a run',
      command: CONNECTIONS,
      run: null,
      tells: ['postgres.slots_taken_before', 'postgres.slots_released_at_s'],
    },
    loadTest('run-quarter', `A run with ${quarter} users`, quarter),
    loadTest('run-half', `A run with ${half} users`, half),
    {
      id: 'restart',
      label: 'Restart the web server and PostgreSQL, then the same run',
      command: `docker compose restart web db && ${locust(users, 'restart')}`,
      run: { 'postgres.slots_taken_before': 0 },
      tells: [],
    },
    {
      id: 'repeat',
      label: 'The same run once more, with its history file',
      command: locust(users, 'repeat'),
      run: {},
      tells: [],
    },
    {
      id: 'cpu-count',
      label: 'The number of cores that the web server may use',
      command: 'docker compose exec web nproc',
      run: null,
      tells: ['web.cpu_cores'],
    },
    {
      id: 'hash-time',
      label: 'The time of one password hash',
      command: `docker compose exec web python manage.py shell -c "import timeit; from django.contrib.auth.hashers import make_password; print(timeit.timeit(lambda: make_password('x'), number=20) / 20)"`,
      run: null,
      tells: ['django.password_hash_ms'],
    },
  ];
  return candidates;
}
