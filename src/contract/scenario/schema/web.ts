import { z } from 'zod';
import { count, ms, positive, seconds } from './ranges.ts';

/** gunicorn's own defaults (semantics D1); machine facts have none that is documented. */
export const web = z.strictObject({
  server: z.enum(['runserver', 'gunicorn', 'uvicorn']),
  worker_class: z.enum(['sync', 'gthread', 'gevent']).default('sync'),
  workers: positive.max(1000).default(1),
  threads: positive.max(10_000).default(1),
  worker_connections: positive.default(1000),
  backlog: positive.default(2048),
  somaxconn: positive.default(4096), // Linux since 5.4 (semantics D2)
  timeout: seconds.default(30),
  keepalive: seconds.default(2),
  max_requests: count.default(0),
  max_requests_jitter: count.default(0),
  graceful_timeout: seconds.default(30),
  worker_boot_s: seconds.default(1), // a guess: importing a small Django project
  replicas: positive.max(100).default(1),
  balancer: z.enum(['round_robin', 'least_connections']).default('round_robin'),
  cpu_cores: z.number().min(0.1).max(1024).default(4),
  cpu_speed_sigma: z.number().min(0).max(1).default(0),
  burst_weight: z.number().min(1).max(1000).default(1),
  switch_interval_ms: z.number().min(0.01).max(1000).default(5),
  background_cores: z.number().min(0).max(1024).default(0),
  thread_start_ms: ms.default(0.2),
  client_hop_ms: ms.default(0.1),
  requests_per_gc: positive.default(16), // semantics C10
  failures_per_gc: positive.default(7), // measured with Django 3.2
});
