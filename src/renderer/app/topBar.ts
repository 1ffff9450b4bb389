import type { Scenario } from '../../sim/model/scenario.ts';
import type {
  Gap,
  LadderRung,
  Measurement,
  SafeUsers,
  Trial,
  WorkloadGap,
} from '../../sim/study/results.ts';
import { count, interval, missing, percent, percentCell, perSecond } from '../ui/format.ts';

/** One figure of the bar above every screen. */
export interface BarFigure {
  readonly label: string;
  readonly value: string;
  readonly range: string;
  /** What the figure is, for a tooltip. */
  readonly hint: string;
}

export type Trust = 'calibrated' | 'default parameters' | 'extrapolated';

/** Loads beyond this multiple of the measured one are extrapolated. */
const EXTRAPOLATED_BEYOND = 2;

/** How far a prediction may be trusted: fitted to a measurement, on defaults alone, or far beyond what was measured. */
export function trustOf(
  scenario: Scenario,
  measuredUsers: number | null,
  users = scenario.run.users,
): Trust {
  if (measuredUsers !== null && users > EXTRAPOLATED_BEYOND * measuredUsers) return 'extrapolated';
  const fitted = Object.values(scenario.provenance).some(({ kind }) => kind === 'fitted');
  return fitted ? 'calibrated' : 'default parameters';
}

const hints = {
  users: 'Locust users at the same time.',
  rps: 'Requests per second over the run, by Locust’s window: from the start to the last request.',
  failures: 'Everything that Locust counts as a failure, functional ones included.',
  slots: 'Most PostgreSQL connection slots taken at once, of those that the role may take.',
  safe: 'Most users for which every chosen target holds with 95 % confidence, by the newest gap study of this scenario.',
};

function slotsSeen(evidence: Measurement['evidence']): BarFigure {
  const samples = evidence?.activity ?? [];
  return samples.length === 0
    ? {
        label: 'DB slots',
        value: 'not recorded',
        range: '',
        hint: 'No file has a count of connections over time, such as samples of pg_stat_activity.',
      }
    : {
        label: 'DB slots',
        value: count(Math.max(...samples.map(({ backends }) => backends))),
        range: '',
        hint: `Most client backends in ${count(samples.length)} samples of pg_stat_activity.`,
      };
}

export function measuredBar(
  { configuration, aggregated, evidence }: Measurement,
  safe: BarFigure,
): readonly BarFigure[] {
  const failures = aggregated.requests === 0 ? null : aggregated.failures / aggregated.requests;
  return [
    { label: 'Users', value: count(configuration.users), range: '', hint: hints.users },
    { label: 'RPS', value: perSecond(aggregated.rps), range: '', hint: hints.rps },
    { label: 'Failures', value: percent(failures), range: '', hint: hints.failures },
    slotsSeen(evidence),
    safe,
  ];
}

export function trialBar(trial: Trial, safe: BarFigure): readonly BarFigure[] {
  const { aggregated, connections } = trial;
  return [
    { label: 'Users', value: count(trial.users), range: '', hint: hints.users },
    {
      label: 'RPS',
      value: perSecond(aggregated.rps.mean),
      range: interval(aggregated.rps.low, aggregated.rps.high, perSecond),
      hint: hints.rps,
    },
    rateFigure('Failures', aggregated.failureRate),
    slotsFigure(connections),
    safe,
  ];
}

export function rungBar(rung: LadderRung | undefined, safe: BarFigure): readonly BarFigure[] {
  if (rung === undefined) return [safe];
  return [
    { label: 'Users', value: count(rung.users), range: '', hint: hints.users },
    {
      label: 'Requests',
      value: count(rung.requests.mean),
      range: interval(rung.requests.low, rung.requests.high, count),
      hint: 'Requests completed in one run.',
    },
    rateFigure('Failures', rung.failureRate),
    slotsFigure(rung.connections),
    safe,
  ];
}

function rateFigure(label: string, { mean, low, high }: Trial['capacityFailureRate']): BarFigure {
  return {
    label,
    value: percent(mean),
    range: interval(low, high, percentCell),
    hint: hints.failures,
  };
}

function slotsFigure({ limit, max }: Pick<Trial['connections'], 'limit' | 'max'>): BarFigure {
  return {
    label: 'DB slots',
    value: `${count(max.mean)} / ${count(limit)}`,
    range: interval(max.low, max.high, count),
    hint: hints.slots,
  };
}

/** Safe users of a stored gap study; without one, or when it is of another scenario, the bar says so. */
export function safeFigure(
  gap: Gap | null,
  workload: WorkloadGap['workload'],
  applies: boolean,
): BarFigure {
  const label = 'Safe users';
  const found = gap?.workloads.find((entry) => entry.workload === workload);
  if (found === undefined || !applies) {
    return { label, value: missing, range: '', hint: `${hints.safe} There is none yet: run Gap.` };
  }
  const { safeUsers } = found;
  return {
    label,
    value: safeValue(safeUsers, gap!.targetUsers),
    range: interval(safeUsers.low, safeUsers.high, count),
    hint: `${hints.safe} ${safeUsers.reason}.`,
  };
}

/** A number of safe users; the largest load tried is a lower bound, and none at all is a word. */
export function safeValue({ value }: SafeUsers, targetUsers: number): string {
  if (value === null) return 'none';
  return value >= targetUsers ? `≥ ${count(value)}` : count(value);
}
