import type { Figures, TruthCase } from './case.ts';

/** What is compared, and how near a prediction has to be: points of a share, or a share of what was measured. */
export const goals = {
  failure_rate: { tolerance: 0.03, share: 0.9 },
  rps: { tolerance: 0.1, share: 0.8 },
  avg_ms: { tolerance: 0.15, share: 0.8 },
  p50_ms: { tolerance: 0.15, share: 0.8 },
  p95_ms: { tolerance: 0.2, share: 0.8 },
} as const;
export type JudgedMetric = keyof typeof goals;
/** What is shown besides. */
export type Metric = JudgedMetric | 'ok_rps';
export const judgedMetrics = Object.keys(goals) as readonly JudgedMetric[];
export const metrics: readonly Metric[] = [
  'failure_rate',
  'rps',
  'ok_rps',
  'avg_ms',
  'p50_ms',
  'p95_ms',
];

/** Most connections may differ by so many. */
export const connectionsTolerance = 2;

export type WindowName = 'whole' | 'steady';

export function valueOf(figures: Figures, metric: Metric): number | null {
  if (metric !== 'failure_rate') return figures[metric];
  return figures.requests === 0 ? null : figures.failures / figures.requests;
}

/** Hashes took from 125 to 370 ms on the rig, so that latencies that are made of them are not compared. */
export function isJudged(truth: TruthCase, metric: Metric): boolean {
  return metric !== 'ok_rps' && !(metric.endsWith('_ms') && truth.config.app.pbkdf2_iterations);
}

/** How far a prediction may be from what was measured, in the unit of the metric. */
export function tolerance(
  truth: TruthCase,
  window: WindowName,
  metric: Metric,
  measured: number,
): number {
  const unit = metric === 'failure_rate' ? 1 : measured;
  return Math.max(
    goals[metric === 'ok_rps' ? 'rps' : metric].tolerance * unit,
    ownScatter(truth, window, metric),
    kindScatter(truth, metric) * unit,
    metric === 'failure_rate' && measured < SMALL_RATE ? SMALL_RATE_SCATTER * measured : 0,
  );
}

/** Failure rates below a fifth differed by a quarter of their value between repeated runs on the rig. */
const SMALL_RATE = 0.2;
const SMALL_RATE_SCATTER = 0.25;

/** Range of the case and its repetitions, which are known in total only. */
function ownScatter(truth: TruthCase, window: WindowName, metric: Metric): number {
  const endpoints = Object.values(truth[window]?.endpoints ?? {});
  if (endpoints.length !== 1) return 0;
  const values = [endpoints[0]!, ...truth.repetitions.map((repetition) => repetition[window])]
    .map((figures) => (figures === null ? null : valueOf(figures, metric)))
    .filter((value) => value !== null);
  return Math.max(...values) - Math.min(...values);
}

/** Range of repeated runs, over their mean (points for the failure rate). */
interface Scatter extends Partial<Readonly<Record<Metric, number>>> {
  readonly kind: string;
  readonly isOf: (truth: TruthCase) => boolean;
}

/** How much repeated runs of a kind differed on the rig, where that is more than what is asked for. */
const scatters: readonly Scatter[] = [
  {
    kind: 'kept connections of which there are too few: the first seconds decide how many threads have none',
    failure_rate: 0.052,
    isOf: (truth) => truth.config.server.conn_max_age_s !== 0 && failureRate(truth) > 0.2,
  },
  {
    kind: 'connections that a garbage collector closes',
    failure_rate: 0.048,
    isOf: ({ config }) =>
      config.server.kind === 'runserver' &&
      !config.http_keep_alive &&
      config.server.conn_max_age_s !== 0,
  },
  {
    kind: 'a pool near its capacity, without a standing queue',
    p95_ms: 0.27,
    isOf: (truth) =>
      Boolean(truth.config.pgbouncer) &&
      Object.values((truth.steady ?? truth.whole).endpoints).some(
        ({ p50_ms, p95_ms }) => p50_ms !== null && p95_ms !== null && p95_ms > 1.4 * p50_ms,
      ),
  },
  {
    kind: 'a pool that grows into its reserve',
    rps: 0.27,
    avg_ms: 1.03,
    p50_ms: 1.07,
    p95_ms: 0.94,
    isOf: ({ config, most_connections }) =>
      Boolean(config.pgbouncer) &&
      config.pgbouncer!.reserve_pool_size > 0 &&
      (most_connections ?? 0) > config.pgbouncer!.default_pool_size,
  },
];

function kindScatter(truth: TruthCase, metric: Metric): number {
  const kinds = scatters.filter((scatter) => scatter.isOf(truth));
  return Math.max(0, ...kinds.map((scatter) => scatter[metric] ?? 0));
}

function failureRate(truth: TruthCase): number {
  const all = Object.values(truth.whole.endpoints);
  const requests = all.reduce((sum, row) => sum + row.requests, 0);
  return requests === 0 ? 0 : all.reduce((sum, row) => sum + row.failures, 0) / requests;
}
