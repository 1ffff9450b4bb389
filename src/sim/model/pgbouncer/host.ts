/** What PgBouncer asks of the stack around it. */
export interface PgBouncerHost {
  /** Starts a login at PostgreSQL for a task of kind PGBOUNCER_LOGIN. */
  connect(task: number): void;
  /** Gives such a login up. */
  giveUp(task: number): void;
  /** A waiting task goes on, with `server` or, after the welcome message, with NO_SERVER. */
  resume(task: number, server: number): void;
  /** A waiting task is disconnected. */
  disconnect(task: number, failure: number): void;
  /** PgBouncer has closed a server connection. */
  serverClosed(): void;
}
