import { appendFileSync } from 'node:fs';
import { processTable, readOrEmpty } from './processTable.ts';

/** What a client backend does, by the title of its process. */
type BackendState = 'active' | 'idle' | 'idle in transaction' | 'startup';

/**
 * The state of a client backend from the title of its process (`postgres: app app 127.0.0.1(40412) idle`); null for every
 * other process of the cluster. Titles are looked at because a session that asked would take a slot.
 */
export function backendState(title: string): BackendState | null {
  // A fork that has not yet got its title.
  if (!title.startsWith('postgres: ')) return 'startup';
  const rest = /^postgres: \S+ \S+ [\d.]+\(\d+\) (.*)$/.exec(title)?.[1];
  if (rest === undefined) return null;
  const state = rest.trim();
  if (state === 'idle' || state === 'idle in transaction') return state;
  if (state.startsWith('idle in transaction')) return 'idle in transaction';
  return state === 'authentication' || state === 'startup' || state === 'initializing'
    ? 'startup'
    : 'active';
}

/** Rows `now,state,count` of one look at the backends, as `pg_stat_activity` would be grouped. */
export function activityRows(now: string, states: readonly (BackendState | null)[]): string {
  const counts = new Map<BackendState, number>();
  for (const state of states) if (state !== null) counts.set(state, (counts.get(state) ?? 0) + 1);
  // A look that finds nobody is one, too.
  if (counts.size === 0) counts.set('idle', 0);
  return [...counts].map(([state, count]) => `${now},${state},${count}\n`).join('');
}

export const activityHeader = 'now,state,count\n';

/** Appends a look at the backends of the cluster of `postmaster` to `file`. */
export function sampleBackends(file: string, postmaster: number): void {
  const titles = processTable()
    .filter(({ parent }) => parent === postmaster)
    .map(({ pid }) => titleOf(pid));
  const states = titles.map((title) => (title === '' ? null : backendState(title)));
  appendFileSync(file, activityRows(new Date().toISOString(), states));
}

function titleOf(pid: number): string {
  return readOrEmpty(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
}
