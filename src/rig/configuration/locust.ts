import type { Scenario } from '../../sim/model/scenario.ts';
import { HOST, type Site } from './site.ts';

/** Arguments of Debian's Python that run the load of the scenario, in the folder of the Python files. */
export function locustArguments({ run }: Scenario, site: Site): string[] {
  // A load shape brings its own users, rates and end.
  const load =
    run.stages.length > 0
      ? []
      : ['--users', run.users, '--spawn-rate', run.spawn_rate, '--run-time', `${run.run_time_s}s`];
  return [
    ...['-m', 'locust', '--locustfile', 'locustfile.py', '--headless', '--only-summary'],
    ...['--host', `http://${HOST}:${site.ports.web}`],
    ...load.map(String),
    ...['--csv', `${site.folder}/locust`, '--exit-code-on-error', '0'],
  ];
}
