import type { DurationMs } from './duration.ts';

/** What a view does, in order. A query needs a connection; a transaction keeps it on one server connection. */
export type EndpointStep =
  | { readonly python_ms: DurationMs }
  | { readonly hash: number }
  | { readonly check_password: CheckPassword }
  /** A user without an account is turned away here: a functional failure. */
  | { readonly account_required: { readonly status: number } }
  | { readonly external: string }
  | { readonly query: Query }
  /** Hands a Celery task to the broker. */
  | { readonly task: string }
  | { readonly cached: Cached & { readonly steps: readonly EndpointStep[] } }
  | { readonly transaction: readonly EndpointStep[] }
  /** A thread that the view starts and does not wait for: it uses a connection of its own and leaves it behind (semantics C9). */
  | { readonly background: readonly EndpointStep[] };

/** An answer that is looked up in Django's cache before it is computed, and stored after. */
export interface Cached {
  /** Different answers, all asked for equally often. */
  readonly keys: number;
  /** s that an answer is kept. */
  readonly ttl_s: number;
  /** Share of the questions that find an answer, 0..1; null: what keys and ttl_s make of it. */
  readonly hit_ratio: number | null;
}

/** Django's `check_password` at a login (semantics C23, C24). */
export interface CheckPassword {
  /** Shares of the logins, 0..1. */
  readonly unknown_user_share: number;
  readonly wrong_password_share: number;
  /** `ModelBackend` hashes for an unknown user, too; a lookup of the view's own does not. */
  readonly hash_for_unknown_user: boolean;
  /** Answer to both: a functional failure. */
  readonly failure_status: number;
}

export interface Query {
  /** How many such statements follow one another. */
  readonly count: number;
  /** CPU of the PostgreSQL backend per statement, ms. */
  readonly server_ms: DurationMs;
  /** Time that the backend is busy without needing CPU (disk, `pg_sleep`), ms. */
  readonly wait_ms: DurationMs;
  /** CPU of the backend to parse and plan the statement, ms; saved once it is prepared (semantics B18). */
  readonly plan_ms: number;
  /** A write waits for a WAL flush at commit (semantics A18). */
  readonly write: boolean;
  /** Locks one of `rows` rows, equally likely, until its transaction ends (semantics A20); null: nobody else wants its rows. */
  readonly row_lock: RowLock | null;
}

export interface RowLock {
  /** Queries with the same name lock the same rows. */
  readonly name: string;
  readonly rows: number;
}

/** A view, by the name that scripted requests use: what it asks of the request, does and answers. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly steps: readonly EndpointStep[];
  readonly success_status: number;
  /** Status when the view's database access fails: 500 uncaught, 503 where the view catches it (semantics C16, C17). */
  readonly database_error_status: number;
  /** Refusal of a request without a token, before any query (semantics C25); null: no token needed. */
  readonly token_required: { readonly status: number; readonly python_ms: DurationMs } | null;
  /** A success hands the user a token. */
  readonly grants_token: boolean;
  /** A success makes an account for the user. */
  readonly grants_account: boolean;
  /** The application refuses although all steps ran: a functional failure, not one of capacity (semantics H3). */
  readonly functional_failure: { readonly status: number; readonly share: number } | null;
  /** Whether the metrics middleware writes its rows after this endpoint (semantics C18). */
  readonly metrics_writes: boolean;
}
