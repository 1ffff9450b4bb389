import type { z } from 'zod';
import { acceptedKeys, acceptedType } from './acceptedInWords.ts';
import type { Issue } from './errors.ts';
import { counted } from '../sim/counted.ts';

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
  const path = pathOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: pathOf([...issue.path, key]),
      message: `is unknown; accepted here: ${acceptedKeys(schema, issue.path)}`,
    }));
  }
  if (issue.code === 'invalid_key') {
    return [{ path, message: `is no name; ${acceptedBy(issue.issues[0]!, schema, undefined)}` }];
  }
  const found = valueAt(document, issue.path);
  return [{ path, message: `${printed(found)}; ${acceptedBy(issue, schema, found)}` }];
}

function acceptedBy(issue: z.core.$ZodIssue, schema: z.ZodType, found: unknown): string {
  switch (issue.code) {
    case 'invalid_type': {
      const isTooLarge = found === Infinity || found === -Infinity;
      return `accepted: ${isTooLarge ? 'a finite number' : acceptedType(schema, issue.path, issue.expected)}`;
    }
    case 'too_small':
      return `accepted: ${bound(issue.origin, issue.inclusive === false ? '>' : '>=', issue.minimum)}`;
    case 'too_big':
      return `accepted: ${bound(issue.origin, issue.inclusive === false ? '<' : '<=', issue.maximum)}`;
    case 'invalid_value':
      return `accepted: ${listed(issue.values)}`;
    case 'invalid_format':
      if (issue.format === 'regex') break;
      return `accepted: ${formats[issue.format] ?? issue.format}`;
    case 'invalid_union':
      if (issue.inclusive === false || issue.options === undefined) break;
      return `accepted: ${listed(issue.options)}`;
  }
  return issue.message;
}

function listed(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
}

/** A key without a name is seen by its quotes. */
function pathOf(keys: readonly PropertyKey[]): string {
  return keys.map((key) => (key === '' ? '""' : String(key))).join('.') || 'document';
}

const formats: Readonly<Record<string, string>> = {
  date: 'a day such as "2025-11-08"',
  datetime: 'a time such as "2025-11-08T12:00:00Z"',
};

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
function bound(origin: string, sign: string, limit: number | bigint): string {
  const at = sign.startsWith('>') ? 'at least' : 'at most';
  if (origin === 'string') return `${at} ${counted(Number(limit), 'character')}`;
  if (origin === 'array') return `${at} ${counted(Number(limit), 'entry', 'entries')}`;
  return `${sign} ${limit}`;
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
  const text = inJson(value);
  return `is ${text.length > 60 ? `${text.slice(0, 57)}...` : text}`;
}

/** JSON, with a word for what is too large for a number. */
function inJson(value: unknown): string {
  const text = JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'number' && !Number.isFinite(part) ? `\0${part}` : part,
  );
  return text?.replaceAll(/"\\u0000(-?\w+)"/g, '$1') ?? String(value);
}
