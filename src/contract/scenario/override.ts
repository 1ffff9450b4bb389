import type { Scenario } from '../../sim/model/scenario.ts';
import { settingAt, type Settings, withSettings } from '../../sim/model/settings.ts';
import { badInput, type Issue } from '../errors.ts';
import { jsonFault } from '../json/jsonFault.ts';
import { parseScenario } from './check.ts';

/**
 * The settings that texts of the form `path=value` stand for. A value is JSON where it parses as JSON and else a text:
 * `web.server=gunicorn`, `django.pool=null`. Later texts win. Throws `AppError('invalid-input')`.
 */
export function parseSettings(texts: readonly string[]): Settings {
  const issues: Issue[] = [];
  const settings = new Map<string, unknown>();
  for (const text of texts) {
    const at = text.indexOf('=');
    const path = text.slice(0, at).trim();
    if (at < 0 || path === '') {
      issues.push({
        path: '--set',
        message: `is "${text}"; accepted: path=value, such as web.threads=8`,
      });
      continue;
    }
    const { value, fault } = parseValue(text.slice(at + 1));
    if (fault !== null) issues.push({ ...fault, path: `${path}.${fault.path}` });
    // A path that is set again moves to the end, so that it also wins over what was set within it.
    settings.delete(path);
    settings.set(path, value);
  }
  refuse(issues);
  return Object.fromEntries(settings);
}

function parseValue(text: string): { readonly value: unknown; readonly fault: Issue | null } {
  try {
    return { value: JSON.parse(text) as unknown, fault: jsonFault(text) };
  } catch {
    return { value: text, fault: null };
  }
}

/**
 * `document` with `settings` on top, checked in full. Throws `AppError('invalid-input')` that names every path that does
 * not exist and every value that is not accepted.
 */
export function override(document: object, settings: Settings): Scenario {
  refuse(Object.keys(settings).flatMap((path) => unreachable(document, path)));
  const scenario = parseScenario(withSettings(document, settings));
  return { ...scenario, provenance: provenanceAfter(document, scenario, settings) };
}

/**
 * `settings` as they read on top of `document` with every default filled in: a section that they create is complete, so
 * that a study may lay them over the parsed scenario. Throws `AppError('invalid-input')` as `override` does.
 */
export function completed(document: object, settings: Settings): Settings {
  const scenario = override(document, settings);
  return Object.fromEntries(
    Object.keys(settings).map((path) => {
      const created = createdAt(document, path);
      return [created, settingAt(scenario, created)];
    }),
  );
}

/** The shortest part of `path` that leads to nothing in `document`; all of it when it leads to something. */
function createdAt(document: object, path: string): string {
  const keys = path.split('.');
  for (let n = 1; n < keys.length; n++) {
    const part = keys.slice(0, n).join('.');
    if ((settingAt(document, part) ?? null) === null) return part;
  }
  return path;
}

/** A value that somebody sets is a guess, wherever the one that it replaces came from. */
function provenanceAfter(
  before: object,
  scenario: Scenario,
  settings: Settings,
): Scenario['provenance'] {
  const provenance = { ...scenario.provenance };
  for (const path of Object.keys(settings)) {
    if (undescribed.has(path.split('.')[0]!) || sameAt(before, scenario, path)) continue;
    for (const known of Object.keys(provenance)) {
      if (known === path || known.startsWith(`${path}.`) || path.startsWith(`${known}.`))
        delete provenance[known];
    }
    provenance[path] = { kind: 'guess', source: 'set by hand' };
  }
  return provenance;
}

/** What is chosen, not assumed. */
const undescribed: ReadonlySet<string> = new Set([
  'name',
  'title',
  'description',
  'run',
  'provenance',
]);

function sameAt(before: object, after: object, path: string): boolean {
  return JSON.stringify(settingAt(before, path)) === JSON.stringify(settingAt(after, path));
}

/**
 * Paths that lead through something that cannot hold them. The schema would not see an index beyond a list, and would
 * complain about the halves of an endpoint that was never meant to be created by a misspelt name.
 */
function unreachable(document: object, path: string): Issue[] {
  const keys = path.split('.');
  let node: unknown = document;
  for (const [i, key] of keys.entries()) {
    const last = i === keys.length - 1;
    const unknown = (accepted: string): Issue[] => [
      {
        path: keys.slice(0, i + 1).join('.'),
        message: `is unknown; accepted here: ${accepted}`,
      },
    ];
    if (key === '__proto__') {
      const message = 'cannot be a name; accepted: another';
      return [{ path: keys.slice(0, i + 1).join('.'), message }];
    }
    if (Array.isArray(node)) {
      if (!/^\d+$/.test(key) || Number(key) >= node.length) {
        return unknown(
          node.length === 0 ? 'nothing, the list is empty' : `0 to ${node.length - 1}`,
        );
      }
    } else if (node === null || node === undefined) {
      return []; // An object that is created on the way: the schema names what it may hold.
    } else if (typeof node !== 'object') {
      const parent = keys.slice(0, i).join('.');
      return [
        {
          path,
          message: `is unknown, because ${parent} is ${JSON.stringify(node)}; accepted: a value for ${parent} itself`,
        },
      ];
    } else if (!last && i === 1 && !Object.hasOwn(node, key) && namedSections.includes(keys[0]!)) {
      const names = Object.keys(node);
      return unknown(names.length === 0 ? 'none is defined' : names.join(', '));
    }
    node = Object.hasOwn(node, key) ? (node as Record<string, unknown>)[key] : undefined;
  }
  return [];
}

/** Sections whose keys are names of the user's own. */
const namedSections: readonly string[] = ['endpoints', 'externals'];

function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw badInput(issues);
}
