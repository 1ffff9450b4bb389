import type { FoundSetting } from '../contract/imports.ts';

/** One value for each path: that of a command line or running program, else the one found last. */
export function settled(found: readonly FoundSetting[]): {
  readonly settings: readonly FoundSetting[];
  readonly assumed: readonly string[];
} {
  const byPath = new Map<string, FoundSetting>();
  const assumed: string[] = [];
  for (const setting of found) {
    const known = byPath.get(setting.path);
    if (known === undefined) {
      byPath.set(setting.path, setting);
      continue;
    }
    const kept = known.prevails === true && setting.prevails !== true ? known : setting;
    if (known.value !== setting.value) {
      assumed.push(
        `${setting.path} is ${known.value} in ${known.source} and ${setting.value} in ${setting.source}: ${kept.value} is taken.`,
      );
    }
    byPath.set(setting.path, kept);
  }
  return { settings: [...byPath.values()], assumed };
}
