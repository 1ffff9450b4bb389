/** Django's settings, and what its own work costs. */
export interface Django {
  /** s from connect; 0 closes at the end of each request, null never (semantics C3). */
  readonly CONN_MAX_AGE: number | null;
  readonly CONN_HEALTH_CHECKS: boolean;
  readonly ATOMIC_REQUESTS: boolean;
  /** Runs on a connection after which psycopg prepares a statement; null, as Django has it: never (semantics B18, B20). */
  readonly prepare_threshold: number | null;
  readonly DEBUG: boolean;
  /** CPU of one password hash on one core, without the GIL, ms (semantics C20, C21); unless `hasher` is given. */
  readonly password_hash_ms: number;
  /** The first of PASSWORD_HASHERS; null: `password_hash_ms` as it is. */
  readonly hasher: PasswordHasher | null;
  /** How passwords have been stored before the test, to be hashed anew at the next login (semantics C24); null: as they are now. */
  readonly stored_hasher: PasswordHasher | null;
  /** CPU of a hash on a core of this machine over that on the reference machine (semantics C20). */
  readonly hash_machine_factor: number;
  /** Rows that the metrics middleware writes after each response, each its own transaction; 0: no such middleware. */
  readonly metrics_writes: number;
  /** Python CPU of an error page: tens of ms with DEBUG (semantics C16). */
  readonly error_page_ms: number;
  /** Python CPU around each statement: the ORM and the driver under the GIL, ms. */
  readonly python_ms_per_query: number;
  /** Client CPU to open a connection, without the GIL (libpq, SCRAM), ms. */
  readonly connect_cpu_ms: number;
  /** In the order in which they are checked, after authentication (semantics C25). */
  readonly throttles: readonly Throttle[];
  readonly lockout: Lockout | null;
  /** psycopg_pool inside Django 5.1+ (semantics C14, C15); null: connections per thread. */
  readonly pool: PsycopgPool | null;
}

/** Django's password hashers with their own parameters. */
export type PasswordHasher =
  | { readonly pbkdf2_sha256: { readonly iterations: number } }
  | {
      readonly argon2: {
        readonly time_cost: number;
        /** KiB */
        readonly memory_cost: number;
        readonly parallelism: number;
      };
    }
  | { readonly bcrypt_sha256: { readonly rounds: number } }
  | {
      readonly scrypt: {
        readonly work_factor: number;
        readonly block_size: number;
        readonly parallelism: number;
      };
    };

/** A throttle of Django REST framework (semantics C26). */
export interface Throttle {
  /** `100/hour`: requests per s, m, h or d. */
  readonly rate: string;
  /** `anon` counts users without a token by address, `user` those with one by user, too. */
  readonly scope: 'anon' | 'user';
  /** null: all endpoints. */
  readonly endpoints: readonly string[] | null;
  /** 429 of DRF; django-ratelimit answers 403 (semantics C27). */
  readonly status: number;
}

/** django-axes (semantics C27); counts failures of `check_password`. */
export interface Lockout {
  readonly failure_limit: number;
  /** s from the last failure; null: for ever. */
  readonly cooloff_s: number | null;
  readonly per: 'ip' | 'user';
  /** 429, in old versions 403. */
  readonly status: number;
}

/** psycopg_pool, as `OPTIONS["pool"]` configures it (semantics C14, C15). */
export interface PsycopgPool {
  readonly min_size: number;
  readonly max_size: number;
  /** s a request waits for a connection before PoolTimeout. */
  readonly timeout: number;
  /** 0: unlimited. */
  readonly max_waiting: number;
  /** s after which a connection is replaced when it comes back; 0: never. */
  readonly max_lifetime: number;
  /** s between two looks for a connection that nobody needs; 0: none is closed. */
  readonly max_idle: number;
  /** s after which a connection that cannot be opened is given up. */
  readonly reconnect_timeout: number;
}
