/** What one run of the rig has for its own: ports, a folder, names and passwords. */
export interface Site {
  /** Folder that is removed after the run; the user of PostgreSQL owns it. */
  readonly folder: string;
  /** Folder of the Python files. */
  readonly rigFolder: string;
  readonly ports: {
    readonly postgres: number;
    readonly pgbouncer: number;
    readonly web: number;
  };
  /** Passwords, letters and digits. */
  readonly adminPassword: string;
  readonly applicationPassword: string;
}

export const HOST = '127.0.0.1';
export const DATABASE = 'app';
/** Role of the application, and the superuser of the cluster. */
export const ROLE = 'app';
export const ADMIN = 'rig_admin';
/** Database of PgBouncer's console. */
export const CONSOLE = 'pgbouncer';

/** Setting lines `key = value`. */
export function lines(
  settings: readonly (readonly [key: string, value: string | number])[],
): string {
  return settings.map(([key, value]) => `${key} = ${value}\n`).join('');
}
