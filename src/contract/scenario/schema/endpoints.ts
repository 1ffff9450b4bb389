import { z } from 'zod';
import type { EndpointStep } from '../../../sim/model/scenario/endpoints.ts';
import { durationMs, ms, positive, seconds, share, status } from './ranges.ts';

const query = z.strictObject({
  count: positive.max(1000).default(1),
  server_ms: durationMs.default(0.2),
  wait_ms: durationMs.default(0),
  plan_ms: ms.default(0),
  write: z.boolean().default(false),
  row_lock: z
    .strictObject({ name: z.string().min(1), rows: positive.default(1) })
    .nullable()
    .default(null),
});

const checkPassword = z
  .strictObject({
    unknown_user_share: share.default(0),
    wrong_password_share: share.default(0),
    hash_for_unknown_user: z.boolean().default(true), // ModelBackend (semantics C23)
    failure_status: status.min(400).default(400),
  })
  .refine((check) => check.unknown_user_share + check.wrong_password_share <= 1, {
    path: ['wrong_password_share'],
    message: 'accepted: at most 1 together with unknown_user_share',
  });

const flatStep = [
  z.strictObject({ python_ms: durationMs }),
  z.strictObject({ hash: positive.max(10) }),
  z.strictObject({ check_password: checkPassword }),
  z.strictObject({ account_required: z.strictObject({ status: status.min(400) }) }),
  z.strictObject({ external: z.string() }),
  z.strictObject({ task: z.string() }),
  z.strictObject({ query }),
] as const;

const stepHint =
  'accepted: one of {"python_ms"}, {"hash"}, {"check_password"}, {"external"}, {"task"}, {"query"}, {"cached": {"steps"}}, {"transaction": [steps]}';

/** What is kept in the cache, and for how long. */
export const cached = {
  keys: positive.default(1),
  ttl_s: seconds.default(300), // Django's cache TIMEOUT
  hit_ratio: share.nullable().default(null),
};

const transactionStep = z.strictObject({
  transaction: z.array(z.union(flatStep, stepHint)).min(1),
});

export const step: z.ZodType<EndpointStep> = z.union(
  [
    ...flatStep,
    transactionStep,
    z.strictObject({
      cached: z.strictObject({
        ...cached,
        steps: z.array(z.union([...flatStep, transactionStep], stepHint)).min(1),
      }),
    }),
    z.strictObject({
      background: z.array(z.union([...flatStep, transactionStep], stepHint)).min(1),
    }),
  ],
  stepHint,
);

export const endpoint = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  steps: z.array(step).min(1),
  success_status: status.default(200),
  database_error_status: status.default(500), // uncaught (semantics C16)
  token_required: z.strictObject({ status, python_ms: durationMs }).nullable().default(null),
  grants_token: z.boolean().default(false),
  grants_account: z.boolean().default(false),
  functional_failure: z
    .strictObject({ status: status.min(400), share: share.default(1) })
    .nullable()
    .default(null),
  metrics_writes: z.boolean().default(true),
});
