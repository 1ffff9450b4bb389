import type { z } from 'zod';
import type { Issue } from './errors.ts';

/**
 * What a schema found wrong with a document, one issue for each path: where, the value, and what would be accepted. Of several
 * checks that one value fails, the last counts, since each narrows what the one before accepts.
 */
export function describeIssues(error: z.ZodError, schema: z.ZodType, document: unknown): Issue[] {
  const issues = error.issues.flatMap((issue) => describe(issue, schema, document));
  return [...new Map(issues.map((issue) => [issue.path, issue])).values()];
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodType, document: unknown): Issue[] {
  if (issue.code === 'invalid_union') {
    const meant = meantBranch(issue);
    if (meant !== undefined) return meant.flatMap((inner) => describe(inner, schema, document));
  }
  const path = issue.path.join('.') || 'document';
  const value = printed(valueAt(document, issue.path));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...issue.path, key].join('.'),
        message: `is unknown; accepted here: ${acceptedKeys(schema, issue.path)}`,
      }));
    case 'invalid_type':
      return [{ path, message: `${value}; accepted: ${issue.expected}` }];
    case 'too_small':
      return [
        {
          path,
          message: `${value}; accepted: ${bound(issue.origin)}${issue.inclusive ? '>=' : '>'} ${issue.minimum}`,
        },
      ];
    case 'too_big':
      return [
        {
          path,
          message: `${value}; accepted: ${bound(issue.origin)}${issue.inclusive ? '<=' : '<'} ${issue.maximum}`,
        },
      ];
    case 'invalid_value':
      return [
        {
          path,
          message: `${value}; accepted: ${issue.values.map((v) => JSON.stringify(v)).join(', ')}`,
        },
      ];
    case 'invalid_format':
      return [
        {
          path,
          message: `${value}; ${issue.format === 'regex' ? issue.message : `accepted: ${issue.format}`}`,
        },
      ];
    default:
      return [{ path, message: `${value}; ${issue.message}` }];
  }
}

/** What is wrong with the one alternative that has the shape of the value; undefined when none or several have it. */
function meantBranch(issue: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[] | undefined {
  const wrongShape = ['invalid_type', 'invalid_value', 'unrecognized_keys', 'invalid_union'];
  const likely = issue.errors.filter((faults) =>
    faults.every(({ path, code }) => path.length > 0 || !wrongShape.includes(code)),
  );
  if (likely.length !== 1) return undefined;
  return likely[0]!.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** A bound on a text or a list is one on its length. */
function bound(origin: string): string {
  return origin === 'string' || origin === 'array' ? 'length ' : '';
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let value = document;
  for (const key of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function printed(value: unknown): string {
  if (value === undefined) return 'is missing';
  const text = JSON.stringify(value) ?? String(value);
  return `is ${text.length > 60 ? `${text.slice(0, 57)}...` : text}`;
}

function acceptedKeys(schema: z.ZodType, path: readonly PropertyKey[]): string {
  let node: unknown = schema;
  for (const key of path) node = childOf(node, key);
  const shape = (unwrapped(node) as { shape?: object } | undefined)?.shape;
  return shape === undefined ? 'no further keys' : Object.keys(shape).join(', ');
}

/** The schema of the value at `key` of what `schema` accepts; of a union, by the first alternative that knows the key. */
function childOf(schema: unknown, key: PropertyKey): unknown {
  const node = unwrapped(schema);
  const def = (
    node as
      | { def?: { type?: string; valueType?: unknown; element?: unknown; options?: unknown[] } }
      | undefined
  )?.def;
  if (def?.type === 'record') return def.valueType;
  if (def?.type === 'array') return def.element;
  if (def?.type === 'union') {
    return def.options!.map((option) => childOf(option, key)).find((child) => child !== undefined);
  }
  return (node as { shape?: Record<PropertyKey, unknown> } | undefined)?.shape?.[key];
}

/** The schema inside defaults, nullables, readonly wrappers and transformations. */
function unwrapped(schema: unknown): unknown {
  let inner = schema;
  for (;;) {
    const def = (inner as { def?: { innerType?: unknown; in?: unknown } } | undefined)?.def;
    const next = def?.innerType ?? def?.in;
    if (next === undefined) return inner;
    inner = next;
  }
}
