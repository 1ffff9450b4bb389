import type { z } from 'zod';
import type { Issue } from './errors.ts';

/** What a schema found wrong with a document, one sentence per fault: where, the value, and what would be accepted. */
export function describeIssues(error: z.ZodError, schema: z.ZodType, document: unknown): Issue[] {
  return error.issues.flatMap((issue) => describe(issue, schema, document));
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodType, document: unknown): Issue[] {
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
      return [{ path, message: `${value}; accepted: ${issue.format}` }];
    default:
      return [{ path, message: `${value}; ${issue.message}` }];
  }
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
  for (const key of path) {
    node = unwrapped(node);
    const def = (
      node as { def?: { type?: string; valueType?: unknown; element?: unknown } } | undefined
    )?.def;
    if (def?.type === 'record') node = def.valueType;
    else if (def?.type === 'array') node = def.element;
    else node = (node as { shape?: Record<PropertyKey, unknown> } | undefined)?.shape?.[key];
  }
  const shape = (unwrapped(node) as { shape?: object } | undefined)?.shape;
  return shape === undefined ? 'no further keys' : Object.keys(shape).join(', ');
}

/** The schema inside defaults, nullables and readonly wrappers. */
function unwrapped(schema: unknown): unknown {
  let inner = schema;
  for (;;) {
    const next = (inner as { def?: { innerType?: unknown } } | undefined)?.def?.innerType;
    if (next === undefined) return inner;
    inner = next;
  }
}
