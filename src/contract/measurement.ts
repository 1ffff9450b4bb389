import { z } from 'zod';
import {
  causes,
  passageTopics,
  rowFigures,
  roundings,
  type Measurement,
} from '../sim/study/results.ts';
import { describeIssues } from './describeIssues.ts';
import { AppError, badInput } from './errors.ts';
import { contradictions } from './measurementFaults.ts';

const text = z.string().min(1).max(1000);
const count = z.int().min(0).max(1_000_000_000);
const ms = z.number().min(0).max(86_400_000).nullable();

const row = z.strictObject({
  name: text,
  requests: count,
  failures: count,
  avgMs: ms,
  minMs: ms,
  maxMs: ms,
  medianMs: ms,
  p50Ms: ms,
  p66Ms: ms,
  p75Ms: ms,
  p80Ms: ms,
  p90Ms: ms,
  p95Ms: ms,
  p98Ms: ms,
  p99Ms: ms,
  p100Ms: ms,
  rps: z.number().min(0),
});

/** A week of seconds. */
const MOST_POINTS = 604_800;

const evidence = z.strictObject({
  activity: z
    .array(
      z.strictObject({
        at: z.string().nullable(),
        backends: count,
        byState: z.array(z.strictObject({ state: z.string(), backends: count })),
      }),
    )
    .max(MOST_POINTS)
    .optional(),
  statements: z
    .array(
      z.strictObject({ query: z.string(), calls: count, meanMs: z.number().min(0).nullable() }),
    )
    .optional(),
  pools: z
    .array(
      z.strictObject({
        database: z.string(),
        user: z.string(),
        clActive: count,
        clWaiting: count,
        svActive: count,
        svIdle: count,
        maxwaitS: z.number().min(0),
        poolMode: z.string(),
      }),
    )
    .optional(),
  refusals: z
    .array(
      z.strictObject({
        cause: z.enum(causes),
        text,
        lines: count,
        first: z.string().nullable(),
        last: z.string().nullable(),
      }),
    )
    .optional(),
});

const endpointOrAll = text.nullable();
const figure = z.enum(rowFigures);

/** The measurement document, version 1: a load test as its tool printed it; unknown keys are refused. */
export const measurementSchema = z.strictObject({
  format: z.literal('plimsoll.measurement'),
  version: z.literal(1),
  name: z.string().regex(/^[\w.-]{1,100}$/, 'accepted: 1 to 100 letters, digits, "-", "_" or "."'),
  title: text,
  source: z.strictObject({
    tool: text,
    toolVersion: z.string(),
    document: z.string(),
    date: z.iso.date(),
  }),
  configuration: z.strictObject({
    users: count.min(1),
    spawnRate: z.number().gt(0),
    runTimeS: z.number().gt(0),
    host: z.string(),
    environment: z.string(),
    userClasses: z.array(z.strictObject({ name: text, users: count })),
  }),
  rounding: z.enum(roundings),
  rows: z.array(row).min(1),
  aggregated: row,
  logLines: z.array(z.string()).default([]),
  failureNotes: z
    .array(
      z.strictObject({
        endpoint: text,
        status: z.int().min(100).max(599).nullable(),
        kind: z.enum(['capacity', 'functional', 'unknown']),
        cause: z.enum(causes).optional(),
        failures: count,
        reason: text,
      }),
    )
    .default([]),
  claims: z
    .array(
      z.strictObject({
        endpoint: endpointOrAll,
        figure,
        value: z.number(),
        quote: text,
        approves: z.boolean(),
      }),
    )
    .default([]),
  targets: z
    .array(z.strictObject({ endpoint: endpointOrAll, figure, limit: z.number().gt(0) }))
    .default([]),
  passages: z
    .array(
      z.strictObject({
        topic: z.enum(passageTopics),
        line: count.min(1),
        quote: text,
        value: z.number().nullable(),
        endpoint: endpointOrAll,
      }),
    )
    .optional(),
  history: z
    .array(
      z.strictObject({
        atS: z.number().min(0),
        users: count.nullable(),
        requestsPerS: z.number().min(0),
        failuresPerS: z.number().min(0),
        p50Ms: ms,
        p95Ms: ms,
      }),
    )
    .max(MOST_POINTS)
    .optional(),
  evidence: evidence.optional(),
}) satisfies z.ZodType<Measurement>;

/**
 * The measurement in full. Throws `AppError('invalid-input')` with one sentence per fault: unknown or missing keys,
 * values out of range, and tables that contradict themselves (rows that do not sum, a total average that the rows
 * cannot have, failures that nobody explains).
 */
export function parseMeasurement(document: unknown): Measurement {
  const version = (document as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version !== 1) {
    throw new AppError(
      'unsupported-version',
      `version: ${version} is not a measurement version that this Plimsoll reads; accepted: 1`,
    );
  }
  const parsed = measurementSchema.safeParse(document);
  const issues = parsed.success
    ? contradictions(parsed.data)
    : describeIssues(parsed.error, measurementSchema, document);
  if (issues.length > 0) throw badInput(issues);
  return parsed.data as Measurement;
}
