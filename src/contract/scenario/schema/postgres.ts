import { z } from 'zod';
import { count, ms, positive, seconds, share } from './ranges.ts';

/** PostgreSQL's own defaults (semantics A1-A3); costs from A11-A13, A18. */
export const postgres = z.strictObject({
  max_connections: positive.max(262_143).default(100),
  superuser_reserved_connections: count.default(3),
  reserved_connections: count.default(0),
  role: z.enum(['superuser', 'ordinary']).default('ordinary'),
  cpu_cores: z.number().min(0.1).max(1024).nullable().default(null),
  active_knee: positive.nullable().default(null),
  loss_past_knee: share.default(0.003), // semantics A16
  role_connection_limit: z.int().min(-1).max(262_143).default(-1),
  database_connection_limit: z.int().min(-1).max(262_143).default(-1),
  postmaster_ms: ms.default(0),
  fork_ms: ms.default(0.5),
  tls_ms: ms.default(0),
  auth_ms: ms.default(3),
  round_trip_ms: ms.default(0.2),
  connect_round_trips: count.max(20).default(5),
  commit_flush_ms: ms.default(1),
  statement_timeout: ms.default(0),
  lock_timeout: ms.default(0),
  transaction_timeout: ms.default(0),
  idle_in_transaction_session_timeout: ms.default(0),
  idle_session_timeout: ms.default(0),
  deadlock_timeout: ms.gt(0).default(1000),
  start_up_ms: ms.default(0), // within auth_ms, unless refusals are to cost less
  exit_cpu_ms: ms.default(0),
  exit_ms: ms.default(5),
  backend_memory_mib: z.number().min(0).max(100_000).default(10), // with the caches of a real application (semantics A15)
  memory_mib: z.number().gt(0).max(100_000_000).nullable().default(null),
  slots_taken_before: count.default(0),
  slots_released_at_s: seconds.nullable().default(null),
});
