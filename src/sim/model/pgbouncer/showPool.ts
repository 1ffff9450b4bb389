import type { PgBouncer } from '../scenario/pgbouncer.ts';
import type { ServerLogins } from './serverLogins.ts';
import type { Servers } from './servers.ts';
import type { WaitingClients } from './waitingClients.ts';

/** `server_check_delay`, s: a server that has been idle for longer counts as used (semantics B13, B21). */
const SERVER_CHECK_DELAY = 30;

/** There is one database and one user, and neither has a name in a scenario. */
export const DATABASE = 'app';
const USER = 'app';

/** The row of `SHOW POOLS` (semantics B21); the model has neither cancel requests nor lists of hosts. */
export interface PoolRow {
  readonly database: string;
  readonly user: string;
  readonly cl_active: number;
  readonly cl_waiting: number;
  readonly sv_active: number;
  readonly sv_idle: number;
  readonly sv_used: number;
  readonly sv_tested: number;
  readonly sv_login: number;
  readonly maxwait: number;
  readonly maxwait_us: number;
  readonly pool_mode: PgBouncer['pool_mode'];
}

/** The row of a pool with so many `clients`, those that wait included, at `now` (s, not before the last event). */
export function poolRow(
  pool_mode: PgBouncer['pool_mode'],
  clients: number,
  waiting: WaitingClients,
  servers: Servers,
  logins: ServerLogins,
  now: number,
): PoolRow {
  const maxwait = Math.round(waiting.longest(now) * 1e6);
  const used = servers.idleFor(SERVER_CHECK_DELAY, now);
  return {
    database: DATABASE,
    user: USER,
    cl_active: clients - waiting.count,
    cl_waiting: waiting.count,
    sv_active: servers.count - servers.idleCount,
    sv_idle: servers.idleCount - used,
    sv_used: used,
    sv_tested: 0,
    sv_login: logins.task < 0 ? 0 : 1,
    maxwait: Math.floor(maxwait / 1e6),
    maxwait_us: maxwait % 1e6,
    pool_mode,
  };
}
