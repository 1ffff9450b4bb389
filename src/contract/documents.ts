import { z } from 'zod';
import {
  type Calibration,
  type Cause,
  causes,
  comparedFigures,
  type EndpointTrial,
  type Estimate,
  type Fix,
  type Gap,
  type LadderRung,
  preciseFigures,
  type Residual,
  type RowFigure,
  rowFigures,
  type SafeUsers,
  type SlaTarget,
  type TargetSafeUsers,
  type Trial,
  uncertainFigures,
} from '../sim/study/results.ts';
import type { JobKind, JobResults } from './api.ts';
import { badInput } from './errors.ts';
import { describeIssues } from './describeIssues.ts';

/** Result documents as they are read back from storage: what a damaged or edited one holds must not reach a screen. */

const number = z.number();
const count = z.int().min(0);
const pair = z.tuple([number, number]).readonly();
const text = z.string();
const seed = z.int().min(0).max(4_294_967_295);

const estimate = z.strictObject({
  mean: number.nullable(),
  low: number.nullable(),
  high: number.nullable(),
  ci: pair.nullable(),
  n: count,
}) satisfies z.ZodType<Estimate>;

const byCause = z.record(z.enum(causes), estimate) satisfies z.ZodType<Record<Cause, Estimate>>;
const figures = Object.fromEntries(rowFigures.map((figure) => [figure, estimate])) as Record<
  RowFigure,
  typeof estimate
>;
const busy = z.strictObject({ cpu: estimate, interpreter: estimate, hashing: estimate });
const provenance = z.strictObject({
  kind: z.enum(['measured', 'fitted', 'documented default', 'guess']),
  source: text,
});

const endpointTrial = z.strictObject({
  name: text,
  ...figures,
  capacityFailureRate: estimate,
  functionalFailureRate: estimate,
  failuresByCause: byCause,
  unfinished: estimate,
}) satisfies z.ZodType<EndpointTrial>;

const trial = z.strictObject({
  format: z.literal('plimsoll.trial'),
  version: z.literal(1),
  scenario: text,
  users: count,
  seed,
  replications: count,
  stopping: z
    .strictObject({
      atMost: count,
      precise: z.boolean(),
      figures: z.array(
        z.strictObject({
          figure: z.enum(preciseFigures),
          within: number,
          reached: number.nullable(),
        }),
      ),
    })
    .nullable()
    .default(null),
  endpoints: z.array(endpointTrial),
  aggregated: endpointTrial,
  failuresByCause: byCause,
  capacityFailureRate: estimate,
  unfinished: estimate,
  busy,
  celery: z
    .strictObject({
      enqueued: estimate,
      finished: estimate,
      failed: estimate,
      mostWaiting: estimate,
      meanWaitS: estimate,
      waiting: estimate,
      oldestWaitS: estimate,
    })
    .nullable()
    .default(null),
  connections: z.strictObject({
    limit: count,
    max: estimate,
    mean: estimate,
    everyS: number.default(1),
    perSecond: z.strictObject({
      mean: z.array(number),
      low: z.array(number),
      high: z.array(number),
    }),
  }),
  errors: z.record(text, estimate),
  uncertainty: z
    .strictObject({
      parameterSets: count,
      figures: z.array(
        z.strictObject({
          endpoint: text.nullable(),
          figure: z.enum(uncertainFigures),
          chance: number,
          parameters: number,
        }),
      ),
    })
    .nullable(),
  events: count,
}) satisfies z.ZodType<Trial>;

const safeUsers = {
  value: count.nullable(),
  low: count.nullable(),
  high: count.nullable(),
  reason: text,
};
const overallSafeUsers = z.strictObject(safeUsers) satisfies z.ZodType<SafeUsers>;
const targetSafeUsers = z.strictObject({
  target: text,
  ...safeUsers,
}) satisfies z.ZodType<TargetSafeUsers>;

const rung = z.strictObject({
  users: count,
  requests: estimate,
  failureRate: estimate,
  capacityFailureRate: estimate,
  functionalFailureRate: estimate,
  failuresByCause: byCause,
  p50Ms: estimate,
  p95Ms: estimate,
  p99Ms: estimate,
  unfinished: estimate,
  connections: z.strictObject({ limit: count, max: estimate }),
  busy,
  endpoints: z.array(
    z.strictObject({
      name: text,
      requests: estimate,
      capacityFailureRate: estimate,
      p50Ms: estimate,
      p95Ms: estimate,
      p99Ms: estimate,
    }),
  ),
  targets: z.array(
    z.strictObject({ target: text, value: estimate, verdict: z.enum(['met', 'missed', 'open']) }),
  ),
  limit: text,
  extrapolated: z.boolean(),
}) satisfies z.ZodType<LadderRung>;

const difference = z.strictObject({ mean: number.nullable(), ci: pair.nullable(), n: count });
const differences = Object.fromEntries(
  comparedFigures.map((figure) => [figure, difference]),
) as Record<(typeof comparedFigures)[number], typeof difference>;

const outcome = {
  safeUsers: overallSafeUsers,
  safeUsersByTarget: z.array(targetSafeUsers),
  ladder: z.array(rung),
};

const slaTarget = z.strictObject({
  id: text.min(1),
  label: text.min(1),
  endpoint: text.nullable(),
  figure: z.enum(comparedFigures),
  limit: number.gt(0),
}) satisfies z.ZodType<SlaTarget>;

const gap = z.strictObject({
  format: z.literal('plimsoll.gap'),
  version: z.literal(1),
  scenario: text,
  targetUsers: count,
  seed,
  replications: count,
  targets: z.array(slaTarget),
  chosenTargets: z.array(text),
  workloads: z.array(
    z.strictObject({
      workload: z.enum(['as-tested', 'repaired']),
      provenance,
      ...outcome,
      safeUsersOverSets: z.array(
        z.strictObject({
          target: text,
          parameterSets: count,
          low: count,
          median: number,
          high: count,
        }),
      ),
      fixes: z.array(
        z.strictObject({
          id: text,
          label: text,
          priority: number,
          promise: text,
          settings: z.array(text),
          mode: z.enum(['alone', 'stacked']),
          ...outcome,
          changes: z.array(z.strictObject({ users: count, ...differences })).default([]),
          note: text,
        }),
      ),
    }),
  ),
  events: count,
}) satisfies z.ZodType<Gap>;

const residual = z.strictObject({
  endpoint: text,
  figure: z.enum(rowFigures),
  observed: number,
  observedInterval: pair,
  predicted: number,
  low: number,
  high: number,
  inside: z.boolean(),
  rank: number,
  chance: number.nullable(),
  n: count,
}) satisfies z.ZodType<Residual>;

const marginal = {
  label: text,
  unit: text,
  value: number,
  low: number,
  high: number,
  contraction: number,
  knowledge: z.enum(['identified', 'narrowed', 'prior']),
};
const cellScore = {
  cells: count,
  inside: count,
  medianAbsoluteError: number.nullable(),
  medianWidth: number.nullable(),
  residuals: z.array(residual),
};

const calibration = z.strictObject({
  format: z.literal('plimsoll.calibration'),
  version: z.literal(2),
  measurement: text,
  scenario: text,
  seed,
  replications: count,
  parameters: z.array(
    z.strictObject({ path: text, ...marginal, prior: pair, priorSource: text, provenance }),
  ),
  derived: z.array(z.strictObject(marginal)),
  correlations: z.array(z.array(number)),
  posterior: z.strictObject({
    paths: z.array(text),
    point: z.array(number),
    values: z.array(z.array(number)),
  }),
  residuals: z.array(residual),
  fit: z.strictObject({
    loss: number,
    latencyCells: count,
    latencyCellsInside: count,
    countCells: count,
    countCellsInside: count,
    medianAbsoluteError: number,
    medianWidth: number,
    medianWidthByChance: number,
    verdict: text,
  }),
  coverage: z.array(z.strictObject({ level: number, inside: number })),
  leftOut: z.array(z.strictObject({ endpoint: text, effectiveSample: number, ...cellScore })),
  waves: z.array(z.strictObject({ exponent: number, runs: count })),
  evaluations: count,
}) satisfies z.ZodType<Calibration>;

const results: { readonly [Kind in JobKind]: z.ZodType<JobResults[Kind]> } = {
  trial,
  gap,
  calibration,
};

const fixList = z.array(
  z.strictObject({
    id: text.min(1),
    label: text.min(1),
    priority: number,
    settings: z.record(text, z.unknown()),
    promise: text,
    stacks: z.boolean(),
  }),
) satisfies z.ZodType<readonly Fix[]>;

/** The result of a run of `kind`. Throws `AppError('storage')` that names what is wrong with the document. */
export function parseResult<Kind extends JobKind>(kind: Kind, document: unknown): JobResults[Kind] {
  return parsed(results[kind], document, 'storage');
}

/** A list of service-level targets. Throws `AppError('invalid-input')`. */
export function parseTargets(document: unknown): readonly SlaTarget[] {
  return parsed(z.array(slaTarget), document, 'invalid-input');
}

/** A list of fixes; their settings are checked where they meet a scenario. Throws `AppError('invalid-input')`. */
export function parseFixes(document: unknown): readonly Fix[] {
  return parsed(fixList, document, 'invalid-input');
}

function parsed<Document>(
  schema: z.ZodType<Document>,
  document: unknown,
  code: 'storage' | 'invalid-input',
): Document {
  const outcome = schema.safeParse(document);
  if (outcome.success) return outcome.data;
  throw badInput(describeIssues(outcome.error, schema, document), code);
}
