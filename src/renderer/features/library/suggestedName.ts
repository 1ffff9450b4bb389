import type { ScenarioEntry } from '../../../contract/api.ts';

/** A name to save under: a scenario's own when it is the user's, else a free one made of it. */
export function suggestedName(
  name: string,
  builtIn: boolean,
  entries: readonly ScenarioEntry[],
): string {
  if (!builtIn) return name;
  const taken = new Set(entries.map((entry) => entry.name));
  for (let i = 1; ; i++) {
    const free = i === 1 ? `${name}-what-if` : `${name}-what-if-${i}`;
    if (!taken.has(free)) return free;
  }
}
