import { fault, quoted } from './fault.ts';

/** A JSON value that a file holds: anything. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** The JSON document in a text. Throws with line and column of what is no JSON. */
export function parseJson(file: string, text: string, firstLine = 1): Json {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
  } catch (error) {
    const message = (error as Error).message;
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    const before = text.slice(0, position).split('\n');
    throw fault(
      { file, line: firstLine + before.length - 1, column: before.at(-1)!.length + 1 },
      `is no JSON (${message.split('\n')[0]!.slice(0, 200)}); accepted: one whole JSON document`,
    );
  }
}

/** An own value of an object; undefined for anything that is none. */
export function own(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function entriesOf(value: Json | undefined): [string, Json][] {
  return isObject(value) ? Object.entries(value) : [];
}

export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** A number >= 0 at a path of the document. Throws for anything else. */
export function numberAt(file: string, path: string, value: Json | undefined): number {
  const number = typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) {
    throw fault(
      { file },
      `${path} is ${value === undefined ? 'missing' : quoted(JSON.stringify(value))}; accepted: a number >= 0`,
    );
  }
  return number;
}

/** A whole number >= 0 at a path of the document. Throws for anything else. */
export function countAt(file: string, path: string, value: Json | undefined): number {
  const number = numberAt(file, path, value);
  if (!Number.isInteger(number))
    throw fault({ file }, `${path} is ${number}; accepted: a whole number`);
  return number;
}
