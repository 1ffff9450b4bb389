import type { Provenance } from '../sim/model/scenario/provenance.ts';

/**
 * What the machine and the programs of the measuring rig cost: one list for all cases, taken from its baselines (one user,
 * one request at a time) and from nothing that is measured under load. No value depends on a case or on a family of cases.
 */
interface Parameter extends Provenance {
  readonly value: number;
}

const measured = (value: number, source: string): Parameter => ({
  value,
  kind: 'measured',
  source,
});
const guess = (value: number, source: string): Parameter => ({ value, kind: 'guess', source });

/** By setting. */
export const machine = {
  'web.cpu_cores': measured(2, 'cores of the rig'),
  'workload.generator_cpu_ms': measured(0.8, 'client CPU of hold 100'),
  'web.requests_per_gc': measured(
    34,
    'garbage collections between requests that end well and requests that fail, in a project of our own on the same Django',
  ),
  'web.failures_per_gc': measured(
    7,
    'of the same runs; a failure leaves five times as many objects',
  ),
  'web.client_hop_ms': measured(0.05, 'ping: wall time 1.6 ms beside 1.5 ms of CPU'),
  'web.thread_start_ms': guess(0.5, 'to start a Python thread'),
  'django.python_ms_per_query': measured(
    0.3,
    'web CPU of health, groups and hold beyond that of ping, by statement',
  ),
  'django.connect_cpu_ms': measured(15.7, 'client CPU to connect and close'),
  'django.error_page_ms': guess(2, 'to render and log an error, about one more ping'),
  'django.password_hash_ms': measured(
    234,
    'PBKDF2, 260000 iterations: geometric middle of 125 to 370 ms for register and 190 to 340 ms for login over all configurations',
  ),
  'postgres.postmaster_ms': measured(
    1.8,
    '14.8 ms of server CPU for each connection; 12 % of it in the postmaster, on a machine of our own',
  ),
  'postgres.fork_ms': measured(1.2, '14.8 ms as above; 8 % more before the slot is taken'),
  'postgres.auth_ms': measured(4, '14.8 ms as above; 28 % between the slot and the reserved check'),
  'postgres.start_up_ms': measured(3.3, '14.8 ms as above; 22 % after the reserved check'),
  'postgres.exit_cpu_ms': measured(4.5, '14.8 ms as above; 30 % when the backend ends'),
  'postgres.exit_ms': guess(1, 'from close until the slot is free (semantics A11)'),
  'postgres.round_trip_ms': measured(0.1, 'SELECT 1: wall time beyond the CPU of both sides'),
  'postgres.connect_round_trips': guess(5, 'semantics A13, without TLS'),
  'postgres.commit_flush_ms': measured(0, 'fsync is off in the rig'),
} satisfies Readonly<Record<string, Parameter>>;

/** Where there is a PgBouncer. */
export const pooler = {
  'pgbouncer.cpu_us_per_statement': measured(
    250,
    'pgbouncer CPU: 0.45 ms for a SELECT 1, 0.67 ms for the three statements of hold 0',
  ),
  'pgbouncer.hop_ms': measured(
    0.2,
    'wall time beyond that without PgBouncer, less its CPU: SELECT 1 0.95 beside 0.38 ms, hold 0 4.58 beside 3.43 ms for three',
  ),
  'pgbouncer.client_login_ms': measured(1.1, 'client CPU to connect and close, md5'),
} satisfies Readonly<Record<string, Parameter>>;

/** What the views of the rig cost, ms. */
export const views = {
  python: measured(1.5, 'web CPU of ping'),
  statement: measured(0.2, 'server CPU of health, groups and hold 0, by statement'),
  /** After a sleep caches are cold. */
  coldPython: measured(0.7, 'web CPU of hold 100 beyond that of hold 0'),
  coldServer: measured(0.3, 'server CPU of hold 100 beyond that of hold 0'),
  oversleep: measured(
    0.6,
    'wall time of hold 100 beyond 100 ms, hold 0 and the CPU of cold caches',
  ),
  refusal: guess(1, 'a 401 is answered before the view does anything'),
} satisfies Readonly<Record<string, Parameter>>;

/** Locust drops what is in flight before the run time is over, or just after it where a shape ends the run (s). */
export const runEndsBefore = { plain: 0.5, shape: -0.1 };

/** The connection that the migration check of runserver leaves open in the main thread. */
export const startUpConnections = 1;

/** The console of the sampler is a client of PgBouncer. */
export const samplerClients = 1;

/** The sampler looks at the backends once a second, this long after the full second (s). */
export const samplerOffset = 0.39;
