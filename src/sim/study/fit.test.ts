import { describe, expect, test } from 'vitest';
import { simulate } from '../simulate.ts';
import { cellsOf, misfit, residuals } from './fit.ts';
import { measured, slotBound } from './testing.ts';
import { replicationSeeds } from './trial.ts';

const scenario = slotBound(30, 20);
const runs = replicationSeeds(1, 8).map((seed) => simulate(scenario, seed));

describe('the fit to a measurement', () => {
  test('finds every cell of a run inside the interval of runs of the same model', () => {
    const cells = cellsOf(measured(runs[0]!), ['Read']);
    const table = residuals(cells, runs);
    expect(table.length).toBe(cells.length);
    expect(table.filter(({ inside }) => !inside)).toEqual([]);
  });

  test('prefers the model that made the measurement to a slower one', () => {
    const cells = cellsOf(measured(runs[0]!), ['Read']);
    const slower = replicationSeeds(1, 8).map((seed) =>
      simulate({ ...scenario, web: { ...scenario.web, client_hop_ms: 5 } }, seed),
    );
    expect(misfit(cells, slower)).toBeGreaterThan(misfit(cells, runs) + 10);
  });

  test('knows that a printed percentile stands for an interval and an average for a truncated number', () => {
    const cells = cellsOf(measured(runs[0]!), ['Read']);
    const average = cells.find(({ figure }) => figure === 'avgMs')!;
    expect(average.interval).toEqual([average.printed, average.printed + 1]);
    expect(cells.some(({ figure }) => figure === 'failureRate' || figure === 'rps')).toBe(false);
  });

  test('leaves out cells that the report does not print', () => {
    const report = measured(runs[0]!);
    const cells = cellsOf({ ...report, aggregated: { ...report.aggregated, p95Ms: null } }, [
      'Read',
    ]);
    expect(cells.some(({ row, figure }) => row === -1 && figure === 'p95Ms')).toBe(false);
  });
});
