/** Codes of the stack's events; the argument in brackets. */
export const RESUME = 0; // task whose delay is over
export const WEB_CPU = 1; // a job on the web machine is done
export const POSTGRES_CPU = 2; // a job on the database machine is done
export const SWITCH_THREAD = 3; // process whose switch interval is over
export const DISPATCH = 4; // the next burst of users starts or stops
export const WAKE = 5; // user whose wait is over
export const ARRIVE = 6; // task that reaches the web tier
export const SLOT_FREE = 7; // a backend has exited
export const SLOTS_RELEASED = 8; // the slots taken before the test are given back
export const PGBOUNCER_MAINTENANCE = 9;
export const PGBOUNCER_RETRY = 10; // server_login_retry is over
export const POOL_TIMER = 11; // task that has waited for its pool's timeout
export const POOL_RETRY = 12; // process whose pool tries to connect again
export const CLIENT_TIMER = 13; // task
export const WORKER_TIMER = 14; // task
export const STAGE = 15; // stage of the load shape that begins
