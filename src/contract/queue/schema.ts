import { z } from 'zod';
import type { QueueNetwork } from '../../sim/lab/network.ts';

/** The queueing network document, version 1: ranges, defaults, unknown keys refused. Times in s, rates per s. */

const count = z.int().min(1).max(10_000_000);
const seconds = z.number().min(0).max(1e9);
const positiveSeconds = z.number().gt(0).max(1e9);
const probability = z.number().min(0).max(1);
const shape = z.number().min(0.05).max(1000);
const name = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,60}$/, 'accepted: 1-60 letters, digits, "_" or "-"');

export const distribution = z.union(
  [
    seconds,
    z.strictObject({ exponential: z.strictObject({ mean_s: positiveSeconds }) }),
    z.strictObject({
      erlang: z.strictObject({ phases: z.int().min(1).max(1000), mean_s: positiveSeconds }),
    }),
    z.strictObject({
      coxian: z
        .strictObject({
          rates_per_s: z.array(z.number().gt(0).max(1e9)).min(1).max(100),
          continue: z.array(probability),
        })
        .refine((phases) => phases.continue.length === phases.rates_per_s.length - 1, {
          path: ['continue'],
          message: 'accepted: one probability fewer than rates_per_s',
        }),
    }),
    z.strictObject({
      hyperexponential: z
        .array(z.strictObject({ probability, mean_s: positiveSeconds }))
        .min(1)
        .refine(
          (branches) => sumsToOne(branches.map((branch) => branch.probability)),
          'accepted: probabilities that sum to 1',
        ),
    }),
    z.strictObject({
      lognormal: z.strictObject({ mean_s: positiveSeconds, cv: z.number().min(0).max(100) }),
    }),
    z.strictObject({ weibull: z.strictObject({ shape, scale_s: positiveSeconds }) }),
    z.strictObject({ gamma: z.strictObject({ shape, mean_s: positiveSeconds }) }),
    z.strictObject({
      pareto: z
        .strictObject({ shape, min_s: positiveSeconds, max_s: positiveSeconds })
        .refine(({ min_s, max_s }) => min_s < max_s, {
          path: ['max_s'],
          message: 'accepted: more than min_s',
        }),
    }),
    z.strictObject({
      uniform: z
        .strictObject({ min_s: seconds, max_s: seconds })
        .refine(({ min_s, max_s }) => min_s <= max_s, {
          path: ['max_s'],
          message: 'accepted: min_s or more',
        }),
    }),
    z.strictObject({
      empirical: z.strictObject({ values_s: z.array(seconds).min(1).max(100_000) }),
    }),
  ],
  'accepted: s as a number >= 0, or one of exponential, erlang, coxian, hyperexponential, lognormal, weibull, gamma, pareto, uniform, empirical',
);

export function sumsToOne(probabilities: readonly number[]): boolean {
  return Math.abs(probabilities.reduce((sum, p) => sum + p, 0) - 1) < 1e-9;
}

const next = z.union(
  [z.string(), z.record(z.string(), probability)],
  'accepted: a visit, "leave", or probabilities of several such as {"disk": 0.4, "leave": 0.6}',
);

const station = z.strictObject({
  servers: z.union([count, z.literal('infinite')], 'accepted: a whole number >= 1 or "infinite"'),
  discipline: z.enum(['FIFO', 'LIFO', 'random', 'PS', 'priority', 'preemptive']).default('FIFO'),
  capacity: count.nullable().default(null),
});

const visit = z.strictObject({
  station: z.string(),
  service: distribution,
  patience: distribution.nullable().default(null),
  hold: z.boolean().default(false),
  release: z.array(z.string()).default([]),
  next: next.default('leave'),
});

const tracedJob = z.strictObject({
  arrival_s: seconds,
  service_s: seconds.optional(),
  patience_s: seconds.optional(),
});

const source = z.union(
  [
    z.strictObject({ interarrival: distribution }),
    z.strictObject({ population: count, think: distribution }),
    z.strictObject({ trace: z.array(tracedJob).min(1).max(1_000_000) }),
  ],
  'accepted: {"interarrival"}, {"population", "think"} or {"trace"}',
);

const jobClass = z.strictObject({
  source,
  priority: z.int().min(0).max(100).default(0),
  start: next.nullable().default(null),
  visits: z.record(name, visit),
});

const run = z.union(
  [
    z.strictObject({
      steady_state: z.strictObject({
        completions: z.int().min(100).max(1_000_000_000).default(100_000),
        warm_up: z
          .union([z.int().min(0).max(1_000_000_000), z.literal('auto')], 'accepted: jobs or "auto"')
          .default('auto'),
      }),
    }),
    z.strictObject({
      transient: z.strictObject({
        run_time_s: z.union(
          [positiveSeconds, z.literal('until_empty')],
          'accepted: s or "until_empty"',
        ),
      }),
    }),
  ],
  'accepted: {"steady_state": {"completions", "warm_up"}} or {"transient": {"run_time_s"}}',
);

export const queueSchema = z.strictObject({
  format: z.literal('plimsoll.queue'),
  version: z.literal(1),
  title: z.string().min(1).max(300),
  description: z.string().max(10_000).default(''),
  stations: z.record(name, station),
  classes: z.record(name, jobClass),
  run: run.default({ steady_state: { completions: 100_000, warm_up: 'auto' } }),
}) satisfies z.ZodType<QueueNetwork>;
