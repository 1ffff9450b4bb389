import { z } from 'zod';
import { count, ms, positive, seconds } from './ranges.ts';

/** PgBouncer's own defaults (semantics B4-B17). */
export const pgbouncer = z.strictObject({
  pool_mode: z.enum(['session', 'transaction', 'statement']).default('session'),
  default_pool_size: count.default(20),
  min_pool_size: count.default(0),
  reserve_pool_size: count.default(0),
  reserve_pool_timeout: seconds.default(5),
  max_db_connections: count.default(0),
  max_user_connections: count.default(0),
  max_client_conn: positive.default(100),
  query_wait_timeout: seconds.default(120),
  server_login_retry: seconds.default(15),
  server_idle_timeout: seconds.default(600),
  server_lifetime: seconds.default(3600),
  server_connect_timeout: seconds.default(15),
  server_round_robin: z.boolean().default(false),
  replicas: positive.max(1000).default(1),
  max_prepared_statements: count.default(200),
  admin_clients: count.default(0),
  cpu_us_per_statement: z.number().min(0).max(100_000).default(50),
  hop_ms: ms.default(0.1),
  client_login_ms: ms.default(1),
});
