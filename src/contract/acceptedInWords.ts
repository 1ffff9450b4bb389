import type { z } from 'zod';

/** What a schema accepts, in the words of whoever writes the document. */

/** A part of a schema, as far as it is looked at here. */
interface Node {
  readonly shape?: Readonly<Record<PropertyKey, Node>>;
  readonly def?: {
    readonly type?: string;
    readonly check?: string;
    readonly innerType?: Node;
    readonly in?: Node;
    readonly valueType?: Node;
    readonly element?: Node;
    readonly items?: readonly Node[];
    readonly options?: readonly Node[];
  };
}

/** The keys that the object at `path` may have. */
export function acceptedKeys(schema: z.ZodType, path: readonly PropertyKey[]): string {
  const shape = unwrapped(nodeAt(schema, path))?.shape;
  return shape === undefined ? 'no further keys' : Object.keys(shape).join(', ');
}

/** What is accepted at `path` instead of a value of the wrong type; `expected` is zod's word for the right one. */
export function acceptedType(
  schema: z.ZodType,
  path: readonly PropertyKey[],
  expected: string,
): string {
  const node = nodeAt(schema, path);
  const words = typeInWords(unwrapped(node), expected);
  return isNullable(node) ? `${words} or null` : words;
}

function typeInWords(node: Node | undefined, expected: string): string {
  switch (expected) {
    case 'object':
      return node?.shape === undefined
        ? 'named entries in braces'
        : `entries such as ${sample(node)}`;
    case 'record':
      return `named entries such as ${sample(node)}`;
    case 'array':
      return 'a list in brackets';
    case 'tuple':
      return `a list of ${node?.def?.items?.length ?? 'fixed length'}`;
    case 'string':
      return 'a text in double quotes';
    case 'boolean':
      return 'true or false';
    case 'int':
      return 'a whole number';
    case 'number':
      return node?.def?.check === 'number_format' ? 'a whole number' : 'a number';
    default:
      return `a ${expected}`;
  }
}

/** An object or named entries with what they must have, or with the first that they may have; dots for everything else. */
function sample(node: Node | undefined): string {
  const inner = unwrapped(node);
  if (inner?.def?.type === 'record') return `{"a": ${sample(inner.def.valueType)}}`;
  if (inner?.shape === undefined) return '...';
  const keys = Object.keys(inner.shape);
  const required = keys.filter((key) => !isOptional(inner.shape![key]!));
  const shown = required.length > 0 ? required : keys.slice(0, 1);
  return `{${shown.map((key) => `"${key}": ...`).join(', ')}}`;
}

function isOptional({ def }: Node): boolean {
  return def?.type === 'optional' || def?.type === 'default' || def?.type === 'prefault';
}

function isNullable(node: Node | undefined): boolean {
  for (let inner = node; inner !== undefined; inner = inside(inner)) {
    if (inner.def?.type === 'nullable') return true;
  }
  return false;
}

function nodeAt(schema: z.ZodType, path: readonly PropertyKey[]): Node | undefined {
  let node: Node | undefined = schema as Node;
  for (const key of path) node = childOf(node, key);
  return node;
}

/** The schema of the value at `key` of what `node` accepts; of a union, by the first alternative that knows the key. */
function childOf(node: Node | undefined, key: PropertyKey): Node | undefined {
  const inner = unwrapped(node);
  const def = inner?.def;
  if (def?.type === 'record') return def.valueType;
  if (def?.type === 'array') return def.element;
  if (def?.type === 'union') {
    return def.options!.map((option) => childOf(option, key)).find((child) => child !== undefined);
  }
  return inner?.shape?.[key];
}

/** The schema inside defaults, nullables, readonly wrappers and transformations. */
function unwrapped(node: Node | undefined): Node | undefined {
  let inner = node;
  for (let next = inside(inner); next !== undefined; next = inside(next)) inner = next;
  return inner;
}

function inside(node: Node | undefined): Node | undefined {
  return node?.def?.innerType ?? node?.def?.in;
}
