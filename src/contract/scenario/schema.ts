import { z } from 'zod';
import type { Scenario } from '../../sim/model/scenario.ts';
import { celery } from './schema/celery.ts';
import { django } from './schema/django.ts';
import { endpoint } from './schema/endpoints.ts';
import { external } from './schema/externals.ts';
import { fault } from './schema/faults.ts';
import { pgbouncer } from './schema/pgbouncer.ts';
import { postgres } from './schema/postgres.ts';
import { parameterSets, provenance } from './schema/provenance.ts';
import { redis } from './schema/redis.ts';
import { run } from './schema/run.ts';
import { web } from './schema/web.ts';
import { workload } from './schema/workload.ts';

/**
 * The scenario document, version 1: ranges, documented defaults, unknown keys refused; a file of `schema/` for each part.
 * Defaults carry their source as a comment; `semantics` rules are listed in docs/SEMANTICS.md.
 */
export const scenarioSchema = z.strictObject({
  format: z.literal('plimsoll.scenario'),
  version: z.literal(1),
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'accepted: 1-100 letters, digits, ".", "_" or "-"'),
  title: z.string().min(1).max(300),
  description: z.string().max(10_000).default(''),
  run,
  workload,
  endpoints: z.record(z.string().min(1), endpoint),
  web,
  django,
  pgbouncer: pgbouncer.nullable().default(null),
  postgres,
  externals: z.record(z.string().min(1), external).default({}),
  redis: redis.nullable().default(null),
  celery: celery.nullable().default(null),
  faults: z.array(fault).default([]),
  provenance: z.record(z.string(), provenance).default({}),
  parameter_sets: parameterSets.nullable().default(null),
}) satisfies z.ZodType<Scenario>;
