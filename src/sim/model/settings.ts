import type { Scenario } from './scenario.ts';

/** Values by setting path: `{ 'web.threads': 8, 'pgbouncer.default_pool_size': 20 }`. */
export type Settings = Readonly<Record<string, unknown>>;

/** What is at `path` of a document; undefined where nothing is. */
export function settingAt(document: unknown, path: string): unknown {
  let node = document;
  for (const key of path.split('.')) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined;
    node = (node as Record<string, unknown>)[key];
  }
  return node;
}

/**
 * A copy of `document` with each path set; the document itself is left alone and what is not on a path is shared.
 * Missing objects on the way (`pgbouncer` is null) are created, so that the result has to be validated again.
 * Names that contain dots are not reachable.
 */
export function withSettings<Document extends object = Scenario>(
  document: Document,
  settings: Settings,
): Document {
  let result: unknown = document;
  for (const [path, value] of Object.entries(settings)) {
    result = withValue(result, path.split('.'), value);
  }
  return result as Document;
}

function withValue(node: unknown, keys: readonly string[], value: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (Array.isArray(node)) {
    const copy = [...node];
    copy[Number(key)] = withValue(node[Number(key)], rest, value);
    return copy;
  }
  const object = (node ?? {}) as Record<string, unknown>;
  const own = Object.hasOwn(object, key) ? object[key] : undefined;
  // A computed key in a literal is defined, never assigned: `__proto__` stays an ordinary, later refused name.
  return { ...object, [key]: withValue(own, rest, value) };
}
