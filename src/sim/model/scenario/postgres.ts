/** The settings of PostgreSQL, its machine, and what a connection costs by its parts. */
export interface Postgres {
  readonly max_connections: number;
  readonly superuser_reserved_connections: number;
  readonly reserved_connections: number;
  /** A superuser may take the reserved slots, too (semantics A3, A7). */
  readonly role: 'superuser' | 'ordinary';
  /** Cores of the database machine; null: PostgreSQL shares the cores of the web tier. */
  readonly cpu_cores: number | null;
  /** Active backends up to which a machine of its own loses nothing; null: 2 for each core (semantics A16). */
  readonly active_knee: number | null;
  /** What each active backend beyond the knee costs, as a share of all work (semantics A16). */
  readonly loss_past_knee: number;
  /** `CONNECTION LIMIT` of the application's role and of its database; -1: none. Superusers are exempt (semantics A4). */
  readonly role_connection_limit: number;
  readonly database_connection_limit: number;
  /** CPU of the one postmaster process for each connection: accept, fork, and to bury the backend, ms. */
  readonly postmaster_ms: number;
  /** Server CPU of fork and start-up before a slot is asked for, ms (semantics A5). */
  readonly fork_ms: number;
  /** Server CPU of the TLS handshake before a slot is asked for, ms; 0: no TLS (semantics A12). */
  readonly tls_ms: number;
  /** Server CPU of authentication and start-up while the slot is held, ms (semantics A6, A12). */
  readonly auth_ms: number;
  /** Server CPU of start-up after the check of the reserved slots, ms (semantics A5). */
  readonly start_up_ms: number;
  /** Server CPU of a backend that ends, refused ones included, ms. */
  readonly exit_cpu_ms: number;
  /** Network round trip between the client side and PostgreSQL, ms. */
  readonly round_trip_ms: number;
  /** Round trips of a connect: TCP, TLS, start-up, SCRAM (semantics A13). */
  readonly connect_round_trips: number;
  /** Wait for a WAL flush by a writing transaction, ms (semantics A18). */
  readonly commit_flush_ms: number;
  /** PostgreSQL's own limits of time, ms; 0: none (semantics A19). */
  readonly statement_timeout: number;
  readonly lock_timeout: number;
  readonly transaction_timeout: number;
  readonly idle_in_transaction_session_timeout: number;
  readonly idle_session_timeout: number;
  /** ms a backend waits for a row before it looks for a deadlock (semantics A19). */
  readonly deadlock_timeout: number;
  /** From close until the slot is free, ms (semantics A11). */
  readonly exit_ms: number;
  /** Private memory of a backend, and what the machine has for backends, MiB; null: unknown (semantics A15). */
  readonly backend_memory_mib: number;
  readonly memory_mib: number | null;
  /** Slots that others hold when the test starts (leaked connections, Celery, open consoles; semantics H5). */
  readonly slots_taken_before: number;
  /** s after the start at which those slots become free; null: never. */
  readonly slots_released_at_s: number | null;
}
