import { describe, expect, test } from 'vitest';
import { contentOf } from '../../fixtures/imports/files.ts';
import { parseScenario } from '../contract/scenario/check.ts';
import { importFiles } from '../importers/importFiles.ts';
import { memoryFile } from '../importers/source.ts';
import { builtInScenario } from './builtIns.ts';
import { withFoundSettings } from './foundSettings.ts';

const nov8 = builtInScenario('nov8')!;

describe('settings that were found in files', () => {
  test('make a scenario that says of each where it stands', async () => {
    const { settings } = await importFiles([
      memoryFile('docker-compose.yml', contentOf('compose/docker-compose.yml')),
      memoryFile('settings.py', 'DATABASES = {"default": {"CONN_MAX_AGE": 60}}\n'),
    ]);
    const scenario = withFoundSettings(nov8, settings, 'mine');
    expect(parseScenario(scenario)).toEqual(scenario);
    expect(scenario).toMatchObject({
      name: 'mine',
      web: { server: 'gunicorn', worker_class: 'gthread', workers: 3, threads: 4, replicas: 2 },
      django: { CONN_MAX_AGE: 60 },
      pgbouncer: { pool_mode: 'transaction', default_pool_size: 25, reserve_pool_size: 0 },
      postgres: { max_connections: 200 },
    });
    expect(scenario.provenance).toMatchObject({
      'postgres.max_connections': { kind: 'measured', source: 'docker-compose.yml:23' },
      'django.CONN_MAX_AGE': { kind: 'measured', source: 'settings.py:1' },
    });
  });

  test('are refused where the scenario does not accept them', () => {
    const setting = { path: 'web.cpu_cores', value: 0, source: 'docker-compose.yml:9' };
    expect(() => withFoundSettings(nov8, [setting], 'mine')).toThrow(
      'docker-compose.yml:9: web.cpu_cores: is 0; accepted: >= 0.1',
    );
  });
});
