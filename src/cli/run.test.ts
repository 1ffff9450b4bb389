import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  nov8Report,
  someCalibration,
  someGap,
  someScenario,
} from '../../fixtures/factories/results.ts';
import type { Warning } from '../contract/api.ts';
import { scenarioJsonSchema } from '../contract/scenario/jsonSchema.ts';
import { builtInScenario } from '../services/builtIns.ts';
import { engineVersion } from '../services/engineVersion.ts';
import { inlineExecutor } from '../services/inlineExecutor.ts';
import type { NewRun } from '../services/ports.ts';
import type { CalibrationComparison, HoldOut } from '../sim/study/results.ts';
import { trialStudy } from '../sim/study/trial.ts';
import { runStudySync } from '../services/studyRunner.ts';
import { openStore } from '../storage/store.ts';
import type { CliHost } from './host.ts';
import { run } from './run.ts';

let folder: string;
let database: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-cli-'));
  database = join(folder, 'plimsoll.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly served: unknown[];
}

/** Runs a command line here, with the database of this test as the default one. */
async function plimsoll(argv: readonly string[], changes: Partial<CliHost> = {}): Promise<Outcome> {
  const outcome = { out: '', err: '', served: [] as unknown[] };
  const host: CliHost = {
    write: (text) => void (outcome.out += text),
    complain: (line) => void (outcome.err += `${line}\n`),
    draw: null,
    signal: new AbortController().signal,
    defaultDatabase: database,
    createExecutor: () => ({ ...inlineExecutor, close: async () => {} }),
    serve: async (options) => void outcome.served.push(options),
    ...changes,
  };
  const code = await run(argv, host);
  return { ...outcome, code };
}

/** A scenario file that takes no time to simulate. */
function scenarioFile(settings: Record<string, unknown> = {}): string {
  const file = join(folder, 'mine.json');
  writeFileSync(file, JSON.stringify(someScenario(settings)));
  return file;
}

const forbidden: Partial<CliHost> = {
  createExecutor: () => ({
    run: () => Promise.reject(new Error('nothing may be simulated')),
    close: async () => {},
  }),
};

async function storedRuns(): Promise<string[]> {
  const store = await openStore(database);
  const runs = await store.runs.list();
  await store.close();
  return runs.map(({ kind }) => kind);
}

async function saveRun(newRun: NewRun): Promise<void> {
  const store = await openStore(database);
  await store.runs.save(newRun);
  await store.close();
}

describe('plimsoll', () => {
  it('lists its commands, and the options and examples of each', async () => {
    const { code, out } = await plimsoll(['--help']);
    expect(code).toBe(0);
    for (const name of [
      'simulate',
      'gap',
      'calibrate',
      'rig',
      'advise',
      'report',
      'serve',
      'schema',
      'queue',
    ]) {
      expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
      const help = await plimsoll([name, '--help'], forbidden);
      expect(help).toMatchObject({ code: 0, err: '' });
      expect(help.out).toContain('--help');
      expect(help.out).toContain(`npm run --silent plimsoll -- ${name}`);
    }
    expect((await plimsoll(['simulate', '-h'])).out).toContain('--replications N');
  });

  it.each([
    [
      [],
      /^a command is missing; accepted: simulate, gap, calibrate, advise, import, rig, report, serve, schema, queue, or --help$/,
    ],
    [['simulat'], /^"simulat" is no command; accepted: simulate,/],
    [
      ['simulate', '--sed', '1'],
      /^--sed: is unknown; accepted: --scenario, --set, --users, --preset, --replications, --until, --at-most, --seed/,
    ],
    [['simulate', 'nov8'], /^nov8: is not an option; accepted: options only, see --help$/],
    [['simulate', '--seed'], /^--seed: has no value; accepted: N, seed of the random /],
    [['simulate', '--seed', '--json'], /^--seed: has no value; accepted: N, seed/],
    [
      ['simulate', '--scenario', ''],
      /^--scenario: has no value; accepted: FILE\|NAME, scenario file, or name in the library \(default nov8\)$/,
    ],
    [['simulate', '--users='], /^--users: has no value; accepted: N, the same as --set run/],
    [['simulate', '--db', ' '], /^--db: has no value; accepted: FILE, database/],
    [['simulate', ''], /^"": names nothing; accepted: options only, see --help$/],
    [['calibrate', ''], /^"": names nothing; accepted: a name, see --help$/],
    [['simulate', '--seed', '1', '--seed=2'], /^--seed: is given twice; accepted: once$/],
    [['schema', '-h', '--help'], /^--help: is given twice; accepted: once$/],
    [['simulate', '--json=yes'], /^--json: is "yes"; accepted: no value$/],
    [
      ['simulate', '--seed', '1.5'],
      /^--seed: is "1\.5"; accepted: a whole number from 0 to 4294967295$/,
    ],
    [['simulate', '--seed=-1'], /^--seed: is "-1"; accepted: a whole number from 0/],
    [
      ['simulate', '--replications', '1'],
      /^--replications: is "1"; accepted: a whole number from 2 to 1000$/,
    ],
    [['simulate', '--users', '-5'], /^run\.users: is -5; accepted: >= 1$/],
    [['simulate', '--users', '1e9'], /^run\.users: is 1000000000; accepted: <= 100000$/],
    [['simulate', '--users', 'many'], /^run\.users: is "many"; accepted: /],
    [['simulate', '--set', 'web.thread=8'], /^web\.thread: is unknown; accepted here: server, /],
    [['simulate', '--set', 'web.threads'], /^--set: is "web\.threads"; accepted: path=value/],
    [['simulate', '--preset', 'soak'], /^there is no preset soak; accepted: smoke, verify-50/],
    [['simulate', '--scenario', 'nov9'], /^scenario nov9 is not in the library; accepted: nov8/],
    [['simulate', '--scenario', './nov9.json'], /^\.\/nov9\.json: cannot be read \(ENOENT/],
    [['gap', '--target', '0'], /^--target: is "0"; accepted: a whole number from 1 to 100000$/],
    [['calibrate', '--measurement', 'nov9'], /^measurement nov9 is not known; accepted: nov8/],
    [
      ['calibrate', '--scenario-out', '/nowhere/x.json'],
      /^--scenario-out: "\/nowhere\/x\.json" cannot be written/,
    ],
    [['report', '--out', '/nowhere/x.md'], /^--out: "\/nowhere\/x\.md" cannot be written/],
    [
      ['serve', '--port', '70000'],
      /^--port: is "70000"; accepted: a whole number from 0 to 65535$/,
    ],
    [['schema', '--json'], /^--json: is unknown; accepted: --help$/],
  ])(
    'refuses %j in one sentence, with 104 and nothing computed or printed',
    async (argv, sentence) => {
      const outcome = await plimsoll(argv, forbidden);
      expect(outcome.err.trimEnd()).toMatch(sentence);
      expect(outcome).toMatchObject({ code: 104, out: '' });
      if (existsSync(database)) expect(await storedRuns()).toEqual([]);
    },
  );

  it('says the first of several faults, and how many more there are', async () => {
    const settings = ['--set', 'web.threads=0', '--set', 'postgres.max_conn=5', '--users', '0'];
    expect(await plimsoll(['simulate', ...settings], forbidden)).toMatchObject({
      code: 104,
      err: 'run.users: is 0; accepted: >= 1 (and 2 more faults)\n',
    });
    const options = await plimsoll(['simulate', '--sed', '1', '--json=yes'], forbidden);
    expect(options.err).toMatch(/^--sed: is unknown; accepted: .* \(and 1 more fault\)\n$/);
  });

  it('refuses files that hold something else', async () => {
    const file = join(folder, 'x.json');
    writeFileSync(file, '{"format": ');
    expect(await plimsoll(['simulate', '--scenario', file], forbidden)).toMatchObject({
      code: 104,
      err: expect.stringMatching(
        /x\.json: line 1, column 12: is no JSON \(it ends\); accepted: a JSON value/,
      ) as string,
    });
    const measurement = nov8Report();
    const wrong = { ...measurement, aggregated: { ...measurement.aggregated, requests: 387 } };
    writeFileSync(file, JSON.stringify(wrong));
    const { code, err } = await plimsoll(['calibrate', '--measurement', file], forbidden);
    expect(code).toBe(104);
    expect(err).toMatch(
      /^\S+x\.json: aggregated\.requests: is 387, but the rows sum to 386; accepted: 386/,
    );
    expect(await plimsoll(['simulate', '--scenario', folder + '/'], forbidden)).toMatchObject({
      code: 104,
    });
  });

  it('ends with 1 and says so when it is its own fault', async () => {
    const { code, err, out } = await plimsoll(
      ['simulate', '--scenario', scenarioFile()],
      forbidden,
    );
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('internal error: Error: nothing may be simulated');
  });

  it('ends with 130 when it is interrupted, and stores nothing', async () => {
    const signal = AbortSignal.abort();
    const outcome = await plimsoll(['simulate', '--scenario', scenarioFile()], { signal });
    expect(outcome).toMatchObject({ code: 130, out: '' });
    expect(await storedRuns()).toEqual([]);
  });
});

describe('plimsoll simulate', () => {
  const argv = (...more: string[]): string[] => [
    'simulate',
    '--scenario',
    scenarioFile(),
    '--replications',
    '3',
    ...more,
  ];

  it('prints the trial as one JSON document, with its time and warnings', async () => {
    const { code, out, err } = await plimsoll(argv('--seed', '5', '--json'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { elapsedMs, warnings, ...trial } = JSON.parse(out) as Record<string, unknown>;
    const expected = runStudySync(trialStudy(someScenario(), { replications: 3, seed: 5 }));
    expect(trial).toEqual(JSON.parse(JSON.stringify(expected)));
    expect(elapsedMs).toEqual(expect.any(Number));
    expect(warnings).toContainEqual(
      expect.objectContaining({ severity: 'warning', path: 'django.CONN_MAX_AGE' }),
    );
  });

  it('prints the same bytes for the same seed, but for the time that it took', async () => {
    const once = async (seed: string): Promise<string> =>
      (await plimsoll(argv('--seed', seed, '--json'))).out.replace(/"elapsedMs": \d+/, '');
    const first = await once('5');
    expect(await once('5')).toBe(first);
    expect(await once('6')).not.toBe(first);
  });

  it('simulates with the settings on top, users last', async () => {
    const settings = ['--set', 'run.users=3', '--set', 'web.server=gunicorn', '--users', '4'];
    const { out } = await plimsoll(argv(...settings, '--json'));
    const { users, warnings } = JSON.parse(out) as { users: number; warnings: Warning[] };
    // What was wrong with runserver is not wrong with gunicorn.
    const paths = warnings.filter(({ severity }) => severity === 'warning').map(({ path }) => path);
    expect({ users, paths }).toEqual({ users: 4, paths: [] });
  });

  it('simulates until figures are as precise as wanted, and says how precise they are', async () => {
    const base = ['simulate', '--scenario', scenarioFile(), '--seed', '5'];
    const until = ['--until', 'failure-rate=20', '--until', 'p95=0.1%', '--at-most', '12'];
    const { code, out } = await plimsoll([...base, ...until]);
    expect(code).toBe(0);
    expect(out).toContain('12 replications');
    expect(out).toMatch(
      /Failure rate: known to ±[\d.]+ points with 95 % confidence .*\(±20\.00 points wanted\)/,
    );
    expect(out).toMatch(/P95: only known to ±[\d.]+ % .* \(±0\.10 % wanted\): not reached/);
  });

  it.each([
    [['--until', 'p95=5'], '--until: is "p95=5"; accepted: a figure (failure-rate, '],
    [['--until', 'failure-rate=0.5%'], 'failure-rate=0.5 (points) or p95=5%'],
    [['--until', 'speed=5%'], '--until: is "speed=5%"'],
    [['--until', 'p95=0%'], '--until: is "p95=0%"'],
    [['--until', 'p95=5%', '--replications', '3'], '--until: decides on the number'],
    [['--at-most', '20'], '--at-most: bounds --until'],
    [
      ['--until', 'p95=5%', '--at-most', '9'],
      '--at-most: is "9"; accepted: a whole number from 10',
    ],
  ])('refuses %j', async (argv, message) => {
    const { code, out, err } = await plimsoll(['simulate', ...argv]);
    expect({ code, out }).toEqual({ code: 104, out: '' });
    expect(err).toContain(message);
  });

  it('prints a table in the columns of Locust otherwise', async () => {
    const { out } = await plimsoll(argv());
    expect(out).toMatch(/^mine: 12 users, 3 replications, seed 1\n=+\n/);
    expect(out).toMatch(/^Name +# Requests +# Fails +Fails +Average +Min +Max +Median +Req\/s$/m);
    expect(out).toMatch(/^Aggregated +\d/m);
    expect(out).toMatch(/^- Warning: django\.CONN_MAX_AGE is 600 s under runserver/m);
  });

  it('takes scenarios from the library, the own ones among them, and stores the run', async () => {
    const store = await openStore(database);
    await store.scenarios.save(someScenario({ 'run.users': 6 }));
    await store.close();
    const { out } = await plimsoll([
      'simulate',
      '--scenario',
      'mine',
      '--replications',
      '2',
      '--json',
    ]);
    expect((JSON.parse(out) as { users: number }).users).toBe(6);
    expect(await storedRuns()).toEqual(['trial']);
  });

  it('refuses a database that was named and is none, with 104 and nothing simulated', async () => {
    const other = join(folder, 'other.db');
    writeFileSync(other, 'no database at all');
    const { code, out, err } = await plimsoll(argv('--db', other), forbidden);
    expect({ code, out }).toEqual({ code: 104, out: '' });
    expect(err).toMatch(/^.*other\.db: is not a database of Plimsoll, .*; accepted: .*\n$/);
    expect(readFileSync(other, 'utf8')).toBe('no database at all');
  });

  it('simulates without the default database when that is damaged, and leaves it as it is', async () => {
    writeFileSync(database, 'no database at all');
    const { code, out, err } = await plimsoll(argv('--json'));
    expect(code).toBe(0);
    expect((JSON.parse(out) as { users: number }).users).toBe(12);
    expect(err).toMatch(/^nothing is stored: .*plimsoll\.db: is not a database of Plimsoll/);
    expect(readFileSync(database, 'utf8')).toBe('no database at all');
  });

  it('uses the database of --db alone', async () => {
    const other = join(folder, 'other.db');
    await plimsoll(argv('--db', other));
    expect(existsSync(database)).toBe(false);
    database = other;
    expect(await storedRuns()).toEqual(['trial']);
  });

  it('draws its progress on a terminal, and clears it in the end', async () => {
    const drawn: string[] = [];
    const { out } = await plimsoll(argv('--json'), { draw: (line) => void drawn.push(line) });
    expect(drawn[0]).toContain('[------------------------------]   0 % 3 replications');
    expect(drawn.at(-1)).toBe('\r\u001B[K');
    expect(() => JSON.parse(out) as unknown).not.toThrow();
  });
});

describe('plimsoll gap', () => {
  it('prints the gap as one JSON document, and stores it', async () => {
    const argv = [
      'gap',
      '--scenario',
      scenarioFile(),
      '--target',
      '50',
      '--replications',
      '2',
      '--json',
    ];
    const { code, out, err } = await plimsoll(argv);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const gap = JSON.parse(out) as ReturnType<typeof someGap> & { elapsedMs: number };
    expect(gap).toMatchObject({ format: 'plimsoll.gap', targetUsers: 50, replications: 2 });
    expect(gap.workloads.map(({ workload }) => workload)).toEqual(['as-tested', 'repaired']);
    expect(gap.workloads[0]!.ladder.map(({ users }) => users)).toEqual([50]);
    expect(gap.elapsedMs).toBeGreaterThan(0);
    expect(await storedRuns()).toEqual(['gap']);
  });
});

describe('plimsoll calibrate', () => {
  const nov8 = builtInScenario('nov8')!;
  const stored: NewRun = {
    kind: 'calibration',
    scenario: nov8,
    users: 100,
    seed: 1,
    measurement: nov8Report(),
    engine: engineVersion(),
    elapsedMs: 60_000,
    result: someCalibration(nov8),
  };

  it('answers from the database what was calibrated before, and says so', async () => {
    await saveRun(stored);
    const { code, out, err } = await plimsoll(['calibrate', 'nov8', '--json'], forbidden);
    expect(code).toBe(0);
    const { elapsedMs, ...calibration } = JSON.parse(out) as Record<string, unknown>;
    expect(calibration).toEqual(JSON.parse(JSON.stringify(stored.result)));
    expect(elapsedMs).toBeLessThan(60_000);
    expect(err).toMatch(/^calibrated on \d{4}-.*; --fresh computes it again\n$/);
  });

  it('computes anew for another seed, other settings, or when told to', async () => {
    await saveRun(stored);
    for (const more of [['--seed', '2'], ['--set', 'django.metrics_writes=1'], ['--fresh']]) {
      const { code, err } = await plimsoll(['calibrate', ...more], forbidden);
      expect(code).toBe(1);
      expect(err).toContain('nothing may be simulated');
    }
  });

  it('fits one measurement at a time', async () => {
    const { code, err } = await plimsoll(['calibrate', 'nov8', 'other.json'], forbidden);
    expect(code).toBe(104);
    expect(err).toContain('other.json: one measurement is fitted at a time, and 2 are named');
  });

  it('predicts another measurement by what it has learned, and shows the errors', async () => {
    await saveRun(stored);
    const file = join(folder, 'tuesday.json');
    writeFileSync(file, JSON.stringify({ ...nov8Report(), name: 'tuesday' }));
    const { code, out } = await plimsoll(['calibrate', 'nov8', '--predict', file, '--json']);
    expect(code).toBe(0);
    const { prediction } = JSON.parse(out) as { prediction: HoldOut };
    expect(prediction.measurement).toBe('tuesday');
    expect(prediction.residuals.length).toBe(prediction.cells);
    expect(prediction.cells).toBeGreaterThan(70);
    expect(prediction.extrapolated).toBe(false);
  });

  it('is compared with an earlier one, from a file that it wrote itself', async () => {
    await saveRun(stored);
    const { out } = await plimsoll(['calibrate', '--json'], forbidden);
    const file = join(folder, 'earlier.json');
    writeFileSync(file, out);
    const compared = await plimsoll(['calibrate', '--compare', file, '--json'], forbidden);
    const { comparison } = JSON.parse(compared.out) as { comparison: CalibrationComparison };
    expect(comparison.parameters).toMatchObject([
      { path: 'django.password_hash_ms', before: { low: 200 }, after: { low: 200 }, apart: false },
    ]);
    const unknown = await plimsoll(['calibrate', '--compare', 'nothing'], forbidden);
    expect(unknown.code).toBe(104);
    expect(unknown.err).toContain('"nothing" is no calibration in the database');
  });

  it('writes the fitted scenario, which is a scenario file again', async () => {
    await saveRun(stored);
    const file = join(folder, 'fitted.json');
    const { out } = await plimsoll(['calibrate', '--scenario-out', file], forbidden);
    expect(out).toContain('CPU of one password hash  django.password_hash_ms    240');
    const fitted = JSON.parse(readFileSync(file, 'utf8')) as typeof nov8;
    expect(fitted.django.password_hash_ms).toBe(240);
    expect(fitted.provenance['django.password_hash_ms']).toMatchObject({ kind: 'fitted' });
    const again = await plimsoll([
      'simulate',
      '--scenario',
      file,
      '--users',
      '2',
      '--replications',
      '2',
    ]);
    expect(again.code).toBe(0);
  });
});

describe('plimsoll report', () => {
  const scenario = someScenario();
  const gap: NewRun = {
    kind: 'gap',
    scenario,
    users: 50,
    seed: 9,
    measurement: null,
    engine: engineVersion(),
    elapsedMs: 1,
    result: someGap(scenario, 9),
  };
  const argv = (...more: string[]): string[] => [
    'report',
    '--scenario',
    scenarioFile(),
    '--target',
    '50',
    ...more,
  ];

  it('is Markdown made from the gap in the database, of whatever seed', async () => {
    await saveRun(gap);
    const { code, out, err } = await plimsoll(argv());
    expect(code).toBe(0);
    expect(out).toMatch(/^# Capacity report: /);
    expect(out).toContain('seed 9; simulator');
    expect(err).toMatch(/^the gap is the one of .* in the database\n$/);
    expect(await storedRuns()).toEqual(['gap']);
  });

  it('is one HTML file on request, and leaves standard output alone', async () => {
    await saveRun(gap);
    const file = join(folder, 'report.html');
    const { code, out } = await plimsoll(argv('--html', '--out', file, '--measurement', 'nov8'));
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(readFileSync(file, 'utf8')).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
  });

  it('computes and stores the gap when the database has none for the same question', async () => {
    await saveRun(gap);
    await saveRun({ ...gap, engine: 'older' });
    const { code, out, err } = await plimsoll(argv('--seed', '3'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('seed 3; simulator');
    expect(await storedRuns()).toEqual(['gap', 'gap', 'gap']);
  });
});

describe('plimsoll serve and schema', () => {
  it('serves from the database that was named, on the port that was named', async () => {
    expect((await plimsoll(['serve'])).served).toEqual([{ databaseFile: database, port: 0 }]);
    const { served } = await plimsoll(['serve', '--db', 'x.db', '--port', '8080']);
    expect(served).toEqual([{ databaseFile: 'x.db', port: 8080 }]);
  });

  it('prints the JSON Schema of scenarios', async () => {
    const { code, out } = await plimsoll(['schema']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(scenarioJsonSchema());
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('plimsoll rig', () => {
  it.each<[string[], RegExp]>([
    [[], /^rig: has no scenario; accepted: one, a file or a name in the library$/],
    [['smoke', 'nov8'], /^rig: has 2 scenarios; accepted: one,/],
    [
      ['smoke', '--set', 'web.replicas=2'],
      /^web\.replicas: is 2; the rig has no balancer; accepted: 1$/,
    ],
    [['smoke', '--out', 'no/such/folder'], /^--out: "no\/such\/folder" cannot be written/],
  ])('refuses %j in one sentence, with 104 and no program started', async (argv, sentence) => {
    const { code, out, err } = await plimsoll(['rig', ...argv], forbidden);
    expect({ code, out }).toEqual({ code: 104, out: '' });
    expect(err.trim()).toMatch(sentence);
  });
});

describe('plimsoll simulate --show-pools-at', () => {
  const pooled = { pgbouncer: {} };

  it('prints what the admin console of PgBouncer would say at that second', async () => {
    const argv = ['simulate', '--scenario', scenarioFile(pooled), '--show-pools-at', '5'];
    const text = await plimsoll(argv, forbidden);
    expect(text).toMatchObject({ code: 0, err: '' });
    expect(text.out).toMatch(/SHOW POOLS at 5 s[\s\S]*cl_active[\s\S]*SHOW STATS at 5 s/);
    const { out } = await plimsoll([...argv, '--json'], forbidden);
    expect(JSON.parse(out)).toMatchObject({ second: 5, seed: 1, pools: [{ database: 'app' }] });
  });

  it('refuses a scenario without PgBouncer and a second beyond the run', async () => {
    const without = await plimsoll(
      ['simulate', '--scenario', scenarioFile(), '--show-pools-at', '5'],
      forbidden,
    );
    expect(without.code).toBe(104);
    expect(without.err).toMatch(/--show-pools-at: the scenario has no PgBouncer; accepted: /);
    const late = await plimsoll(
      ['simulate', '--scenario', scenarioFile(pooled), '--show-pools-at', '99999'],
      forbidden,
    );
    expect(late.code).toBe(104);
  });
});

describe('plimsoll import', () => {
  const report = join(import.meta.dirname, '../../fixtures/nov8/report.md');

  it('prints what was understood, the tables, the failures and the contradictions, and stores the measurement', async () => {
    const { code, out, err } = await plimsoll(['import', report, '--name', 'friday']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('report.md: Markdown report');
    expect(out).toContain('Register User          91       35   38.5 %    3,467  670  7,710');
    expect(out).toContain('mixes 42 failures of capacity (10.9 %) with 238 functional ones');
    expect(out).toContain('Stored as measurement friday.');
    const store = await openStore(database);
    expect(await store.measurements.read('friday')).toEqual({
      ...nov8Report(),
      name: 'friday',
      failureNotes: expect.anything(),
    });
    await store.close();
  });

  it('prints one JSON document', async () => {
    const { out } = await plimsoll(['import', report, '--json', '--dry-run']);
    const document = JSON.parse(out);
    expect(Object.keys(document)).toEqual([
      'files',
      'measured',
      'settings',
      'assumed',
      'scenario',
      'stored',
    ]);
    expect(document).toMatchObject({
      scenario: null,
      stored: [],
      measured: { autopsy: { capacity: { count: 42 }, functional: { count: 238 } } },
      settings: [{ path: 'django.CONN_MAX_AGE', value: 600 }],
    });
    expect(existsSync(database)).toBe(false);
  });

  it('stores nothing of files of which one has a fault', async () => {
    const broken = join(folder, 'broken_stats.csv');
    writeFileSync(broken, 'Type,Name,Request Count\nGET,Home,1');
    const { code, out, err } = await plimsoll(['import', report, broken]);
    expect([code, out]).toEqual([104, '']);
    expect(err).toContain('broken_stats.csv:1: begins with "Type,Name,Request Count"');
    expect(existsSync(database)).toBe(false);
  });

  it('puts the settings that it finds into a scenario, and stores that, too', async () => {
    const compose = join(import.meta.dirname, '../../fixtures/imports/compose/docker-compose.yml');
    const { code, out } = await plimsoll([
      'import',
      compose,
      '--scenario',
      'nov8',
      '--name',
      'ours',
    ]);
    expect(code).toBe(0);
    expect(out).toContain('Stored as scenario ours, version 1.');
    const store = await openStore(database);
    const stored = await store.scenarios.read('ours');
    await store.close();
    expect(stored?.scenario).toMatchObject({
      pgbouncer: { pool_mode: 'transaction', max_client_conn: 500 },
      provenance: {
        'pgbouncer.max_client_conn': { kind: 'measured', source: 'docker-compose.yml:18' },
      },
    });
  });

  it('stops when it is interrupted, and stores nothing', async () => {
    const { code, out, err } = await plimsoll(['import', report], { signal: AbortSignal.abort() });
    expect([code, out, err]).toEqual([130, '', 'the import was cancelled\n']);
    expect(existsSync(database)).toBe(false);
  });

  it('refuses the name of a measurement that comes with Plimsoll', async () => {
    const { code, out, err } = await plimsoll(['import', report, '--name', 'nov8']);
    expect([code, out]).toEqual([104, '']);
    expect(err).toBe(
      'name: is "nov8", which comes with Plimsoll and is never changed; accepted: another name\n',
    );
  });

  it.each([
    [[], 'import: has no file; accepted: the files of one run, such as report.md'],
    [['missing.md'], 'missing.md: cannot be read'],
  ])('refuses %j in a sentence', async (files, sentence) => {
    const { code, err } = await plimsoll(['import', ...files]);
    expect(code).toBe(104);
    expect(err).toContain(sentence);
  });
});
