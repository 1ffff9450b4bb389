import { settingAt } from '../../sim/model/settings.ts';
import type { Scenario } from '../../sim/model/scenario.ts';
import { type Block, table } from './blocks.ts';

const sections = ['web', 'django', 'pgbouncer', 'postgres', 'externals'] as const;

/** Every setting of the service with its value and how well it is known; of the endpoints, those that are not by default. */
export function assumptionBlocks(scenario: Scenario): Block[] {
  const settings = sections.flatMap((section) => leaves(section, scenario[section]));
  const covered = new Set(settings.map(([path]) => path));
  const others = Object.keys(scenario.provenance)
    .filter((path) => !covered.has(path) && !isWithin(path, covered))
    .map((path): Leaf => [path, settingAt(scenario, path)]);
  return [
    table(
      ['<Setting', '<Value', '<Provenance', '<Source'],
      [...settings, ...others].map(([path, value]) => {
        const known = provenanceOf(scenario, path);
        return [
          path,
          JSON.stringify(value) ?? 'absent',
          known?.kind ?? 'documented default',
          known?.source ?? '',
        ];
      }),
    ),
  ];
}

type Leaf = readonly [path: string, value: unknown];

function leaves(path: string, value: unknown): Leaf[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(`${path}.${key}`, inner));
}

/** What is said of a setting itself, or of the nearest group that it belongs to. */
function provenanceOf(
  { provenance }: Scenario,
  path: string,
): Scenario['provenance'][string] | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const known = provenance[path.slice(0, end)];
    if (known !== undefined) return known;
  }
  return undefined;
}

function isWithin(path: string, covered: ReadonlySet<string>): boolean {
  return [...covered].some((setting) => setting.startsWith(`${path}.`));
}
