import type { Scenario } from '../../model/scenario.ts';
import { settingAt, withSettings } from '../../model/settings.ts';
import { moments } from '../../stats/moments.ts';
import { ascending, quantile } from '../../stats/quantile.ts';
import { ln } from '../../math/logarithm.ts';
import { safeUsersOverSets } from '../overSets.ts';
import { withParameterSet } from '../parameterSets.ts';
import {
  type Advice,
  rowFigures,
  type RunSummary,
  type SlaTarget,
  type Study,
} from '../results.ts';
import { replicationSeeds, rowFigure } from '../trial.ts';
import { candidatesFor } from './candidates.ts';
import { explainedShare } from './explained.ts';

const REPLICATIONS = 3;

export interface AdviceOptions {
  readonly seed: number;
  /** The answer that is to become surer: the users that this target allows. */
  readonly target: SlaTarget;
  readonly mostUsers: number;
  /** Host of the commands; empty for a default. */
  readonly host: string;
}

/**
 * Which measurement would tell most about the safe number of users: for every parameter set of the posterior both the answer
 * and what each candidate would show are simulated; what share of the answer's variance the candidate's figures explain
 * (out of sample) is what the measurement is expected to remove.
 */
export function* adviceStudy(
  scenario: Scenario,
  { seed, target, mostUsers, host }: AdviceOptions,
): Study<Advice> {
  const sets = scenario.parameter_sets?.values.length ?? 0;
  const answers = yield* safeUsersOverSets(scenario, {
    seed,
    target,
    sets,
    replications: REPLICATIONS,
    mostUsers,
  });
  const scenarios = Array.from({ length: sets }, (_, k) => withParameterSet(scenario, k));
  const candidates = candidatesFor(scenario, host);
  const runs = candidates.filter(({ run }) => run !== null);
  const seeds = replicationSeeds(seed + 1, sets);
  const results = yield {
    tasks: runs.flatMap(({ run }) =>
      scenarios.map((own, k) => ({ scenario: withSettings(own, run!), seeds: [seeds[k]!] })),
    ),
    progress: 0.7,
    until: 1,
    label: 'what each measurement would show',
  };

  const sorted = ascending(answers);
  const [low, high] = [quantile(sorted, 0.025)!, quantile(sorted, 0.975)!];
  const deviation = Math.sqrt(moments(answers).variance ?? 0);
  return {
    format: 'plimsoll.advice',
    version: 1,
    scenario: scenario.name,
    seed,
    target: target.id,
    parameterSets: sets,
    safeUsers: { low, median: quantile(sorted, 0.5)!, high, deviation },
    candidates: candidates
      .map(({ id, label, command, run, tells }) => {
        const at = runs.findIndex((other) => other.id === id);
        const features =
          run === null
            ? directly(tells, scenarios)
            : throughTable(results.slice(at * sets, (at + 1) * sets).map(([summary]) => summary!));
        const explained = deviation === 0 ? 0 : explainedShare(answers, features);
        return { id, label, command, explained, deviation: deviation * Math.sqrt(1 - explained) };
      })
      .sort((a, b) => b.explained - a.explained),
  };
}

/** Columns of the settings that a look would show. */
function directly(tells: readonly string[], scenarios: readonly Scenario[]): number[][] {
  return tells
    .map((path) => scenarios.map((scenario) => settingAt(scenario, path)))
    .filter((column): column is number[] => column.every((value) => typeof value === 'number'));
}

/** Columns of the figures that a load test prints; times by their ratio. */
function throughTable(runs: readonly RunSummary[]): number[][] {
  const rows = runs[0]!.endpoints.length;
  const columns = Array.from({ length: rows + 1 }, (_, row) =>
    rowFigures.map((figure) =>
      runs.map((run) => {
        const value = rowFigure(row === rows ? run.aggregated : run.endpoints[row]!, figure);
        if (value === null || !figure.endsWith('Ms')) return value;
        return ln(Math.max(0.5, value));
      }),
    ),
  ).flat();
  return columns.filter((column): column is number[] => column.every((value) => value !== null));
}
