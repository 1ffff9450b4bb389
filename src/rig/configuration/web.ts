import type { Scenario } from '../../sim/model/scenario.ts';
import { DATABASE, HOST, ROLE, type Site } from './site.ts';

/** Arguments of Debian's Python that start the web server of the scenario, in the folder of the Python files. */
export function webArguments({ web }: Scenario, site: Site): string[] {
  const address = `${HOST}:${site.ports.web}`;
  if (web.server === 'runserver') return ['manage.py', 'runserver', '--noreload', address];
  const settings: readonly (readonly [string, string | number])[] = [
    ['--bind', address],
    ['--worker-class', web.worker_class],
    ['--workers', web.workers],
    ['--threads', web.threads],
    ['--worker-connections', web.worker_connections],
    ['--backlog', web.backlog],
    ['--timeout', web.timeout],
    ['--graceful-timeout', web.graceful_timeout],
    ['--keep-alive', web.keepalive],
    ['--max-requests', web.max_requests],
    ['--max-requests-jitter', web.max_requests_jitter],
  ];
  return [
    ...['-m', 'gunicorn', 'service.wsgi:application'],
    ...settings.flatMap(([option, value]) => [option, String(value)]),
  ];
}

/** Environment of the Python programs, and nothing of the caller's own: a PYTHONPATH would bring other packages in. */
export function pythonEnvironment(
  { pgbouncer }: Scenario,
  site: Site,
): Readonly<Record<string, string>> {
  const { ports } = site;
  return {
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    LANG: 'C.UTF-8',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
    RIG_SCENARIO: `${site.folder}/scenario.json`,
    RIG_RESULTS: `${site.folder}/locust`,
    RIG_DATABASE: DATABASE,
    RIG_DATABASE_PORT: String(pgbouncer === null ? ports.postgres : ports.pgbouncer),
    RIG_ROLE: ROLE,
    RIG_PASSWORD: site.applicationPassword,
  };
}
