/** The settings of PgBouncer, and what a statement costs on its way through. */
export interface PgBouncer {
  readonly pool_mode: 'session' | 'transaction' | 'statement';
  /** 0: no limit (semantics B4). */
  readonly default_pool_size: number;
  /** Opened one per maintenance pass once a client is there (semantics B5). */
  readonly min_pool_size: number;
  readonly reserve_pool_size: number;
  /** s */
  readonly reserve_pool_timeout: number;
  /** Caps of server connections; 0: none (semantics B7). */
  readonly max_db_connections: number;
  readonly max_user_connections: number;
  readonly max_client_conn: number;
  /** s; 0: never. Checked every third of a second (semantics B9). */
  readonly query_wait_timeout: number;
  /** s (semantics B15) */
  readonly server_login_retry: number;
  /** s; 0: never (semantics B13) */
  readonly server_idle_timeout: number;
  readonly server_lifetime: number;
  readonly server_connect_timeout: number;
  /** Takes idle servers first in, first out instead of last in, first out (semantics B11). */
  readonly server_round_robin: boolean;
  /** PgBouncer processes, each with these settings; clients are dealt out in turn (semantics B24). */
  readonly replicas: number;
  /** Prepared statements followed on each server; 0: none, so that they fail on other servers (semantics B18). */
  readonly max_prepared_statements: number;
  /** Open admin consoles, which count to `max_client_conn` (semantics M11). */
  readonly admin_clients: number;
  /** CPU of its single thread per statement, µs (semantics B17). */
  readonly cpu_us_per_statement: number;
  /** Added network hop per round trip, ms. */
  readonly hop_ms: number;
  /** Client CPU to log in at PgBouncer, ms (semantics M11). */
  readonly client_login_ms: number;
}
