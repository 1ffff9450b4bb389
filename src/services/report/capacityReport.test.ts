import { describe, expect, it } from 'vitest';
import {
  nov8Report,
  someCalibration,
  someGap,
  someScenario,
  someTrial,
} from '../../../fixtures/factories/results.ts';
import { lint } from '../../contract/scenario/lint.ts';
import type { Scenario } from '../../sim/model/scenario.ts';
import { assumptionBlocks } from './assumptions.ts';
import type { Block } from './blocks.ts';
import { capacityReport, type ReportInput } from './capacityReport.ts';
import { comparisonBlocks } from './comparison.ts';
import { toMarkdown } from './markdown.ts';

/** The run of 8 November at its own load, for as long as it took to make its registrations. */
const atFullLoad = someScenario({ 'run.users': 100, 'run.run_time_s': 120 });
const trial = someTrial(atFullLoad);
const input: ReportInput = {
  scenario: atFullLoad,
  gap: someGap(),
  trial,
  measurement: nov8Report(),
  calibration: someCalibration(),
  warnings: lint(atFullLoad),
  engine: '1-abc',
};

function rowsOf(blocks: readonly Block[]): readonly (readonly string[])[] {
  return blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));
}
const row = (blocks: readonly Block[], name: string): readonly string[] =>
  rowsOf(blocks).find(([first]) => first === name)!;

describe('the capacity report', () => {
  it('goes from the verdict over the gap and the baseline to the assumptions', () => {
    const headings = capacityReport(input).flatMap((block) =>
      block.kind === 'heading' && block.level < 3 ? [block.text] : [],
    );
    expect(headings).toEqual([
      `Capacity report: ${atFullLoad.title}`,
      'Verdict',
      'The workload as tested',
      'The workload repaired',
      'Baseline against prediction',
      'mine: 100 users, 3 replications, seed 1',
      'mine fitted to the measurement nov8, seed 1',
      'Assumptions and where they come from',
      'How to make this report again',
    ]);
  });

  it('names targets that are out of reach, the ladder, the fixes and the warnings', () => {
    const markdown = toMarkdown(capacityReport(input));
    expect(markdown).toContain('API P95 < 200 ms: out of reach at any load');
    expect(markdown).toContain('| 1 | 8 cores | alone |');
    expect(markdown).toContain('| 1 | 8 cores | stacked |');
    expect(markdown).toContain('Warning: django.CONN_MAX_AGE is 600 s under runserver');
    expect(markdown).toContain('simulator 1-abc');
  });

  it('holds the scenario in full, so that it can be run again', () => {
    const [json] = /(?<=```json\n)[^]*?(?=\n```)/.exec(toMarkdown(capacityReport(input)))!;
    expect(JSON.parse(json)).toEqual(atFullLoad);
  });

  it('says so when nothing was measured, or something else was', () => {
    expect(toMarkdown(capacityReport({ ...input, measurement: null }))).toContain(
      'No measurement is held against this scenario.',
    );
    const few = someTrial(someScenario());
    expect(toMarkdown(capacityReport({ ...input, trial: few }))).toContain(
      '(100 users) is about another load or other endpoints than this scenario (12 users)',
    );
  });
});

describe('baseline against prediction', () => {
  it('puts measured beside predicted values, row by row, and counts the cells inside', () => {
    const blocks = comparisonBlocks(nov8Report(), trial);
    expect(rowsOf(blocks).map(([name]) => name)).toEqual([
      'Register User',
      'Login',
      'List Groups',
      'Create Group',
      'Health Check',
      'Aggregated',
    ]);
    const register = row(blocks, 'Register User');
    expect(register[1]).toBe('91 → 91');
    expect(register[2]).toMatch(/^35 → \d/);
    expect(register.at(-1)).toMatch(/^\d+ of 15$/);
    // The report prints no percentiles of all requests: there is nothing to compare them with.
    expect(row(blocks, 'Aggregated').at(-1)).toMatch(/^\d+ of 6$/);
  });

  it('counts a cell as inside when the printed number stands for a value within the interval', () => {
    const measurement = nov8Report();
    const [first] = measurement.rows;
    const exact = (low: number, high: number) => ({ mean: low, low, high, ci: null, n: 2 });
    const [endpoint] = trial.endpoints;
    const inside = (p50: ReturnType<typeof exact>): string => {
      const predicted = { ...trial, endpoints: [{ ...endpoint!, p50Ms: p50 }] };
      const only = { ...measurement, rows: [{ ...first!, ...nothing, p50Ms: 3100 }] };
      return row(comparisonBlocks(only, predicted), 'Register User').at(-1)!;
    };
    const nothing = {
      avgMs: null,
      minMs: null,
      maxMs: null,
      medianMs: null,
      p66Ms: null,
      p75Ms: null,
      p80Ms: null,
      p90Ms: null,
      p95Ms: null,
      p98Ms: null,
      p99Ms: null,
      p100Ms: null,
    };
    // Locust prints 3100 for anything from 3050 to 3150. Requests and failures are the other two cells.
    const countsInside = Number(inside(exact(0, 1)).split(' ')[0]);
    expect(inside(exact(3149, 9000))).toBe(`${countsInside + 1} of 3`);
    expect(inside(exact(100, 3051))).toBe(`${countsInside + 1} of 3`);
    expect(inside(exact(3151, 9000))).toBe(`${countsInside} of 3`);
  });
});

describe('assumptions', () => {
  it('list every setting with its value and where it comes from', () => {
    const scenario: Scenario = {
      ...someScenario(),
      provenance: {
        'web.cpu_cores': { kind: 'fitted', source: 'calibration' },
        'externals.hibp.latency': { kind: 'guess', source: 'a range' },
        'endpoints.Login.success_status': { kind: 'measured', source: 'the log' },
      },
    };
    const blocks = assumptionBlocks(scenario);
    expect(row(blocks, 'web.cpu_cores').slice(2)).toEqual(['fitted', 'calibration']);
    expect(row(blocks, 'web.backlog')).toEqual(['web.backlog', '2048', 'documented default', '']);
    expect(row(blocks, 'externals.hibp.latency.lognormal.sigma').slice(2)).toEqual([
      'guess',
      'a range',
    ]);
    expect(row(blocks, 'pgbouncer')[1]).toBe('null');
    expect(row(blocks, 'endpoints.Login.success_status')).toEqual([
      'endpoints.Login.success_status',
      '200',
      'measured',
      'the log',
    ]);
  });
});
