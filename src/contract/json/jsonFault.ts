import type { Issue } from '../errors.ts';

/** Far more than any document of ours nests. */
const DEEPEST = 100;
/** What may separate tokens, an unquoted word, and everything in a text that is neither its end nor a fault. */
const space = /[ \t\n\r]*/y;
const word = /[^\s{}[\],:"]+/y;
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const plain = /[ !#-[\]-\uffff]*/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

const ESCAPES = '\\", \\\\, \\/, \\b, \\f, \\n, \\r, \\t or \\u and four digits';

/** An object or a list that is open, and where in it the scan stands. */
interface Level {
  /** Positions of the names so far; null in a list. */
  readonly names: Map<string, number> | null;
  key: string | number;
}

type Expected = 'value' | 'value or end' | 'name' | 'name or end' | 'colon' | 'comma or end';

/**
 * What is wrong with a JSON text that `JSON.parse` refuses without saying where, or accepts without a word: syntax, with line and
 * column; a name that an object has twice, of which the last would win, and `__proto__`, with their path. Null for a sound one.
 * The YAML library would do the same, but takes a hundred times as long, and a time that grows as the square of the names.
 */
export function jsonFault(text: string): Issue | null {
  const levels: Level[] = [];
  let expected: Expected = 'value';
  for (let at = 0; ;) {
    at = endOf(space, text, at);
    const level = levels.at(-1);
    if (level === undefined && expected === 'comma or end') {
      return at === text.length ? null : misplaced(text, at, 'nothing after the JSON document');
    }
    const char = text[at];
    if (char === undefined) {
      return at === 0 || levels.length === 0
        ? { path: 'document', message: 'is empty; accepted: JSON' }
        : noJson(text, at, 'it ends', wanted(expected, level));
    }
    const end = level?.names === null ? ']' : '}';
    if (char === end && expected.endsWith('or end')) {
      levels.pop();
      expected = 'comma or end';
      at += 1;
    } else if (expected === 'comma or end' && char === ',') {
      if (level!.names === null) level!.key = (level!.key as number) + 1;
      expected = level!.names === null ? 'value' : 'name';
      at += 1;
    } else if (expected === 'colon' && char === ':') {
      expected = 'value';
      at += 1;
    } else if (expected.startsWith('name') && char === '"') {
      const close = endOfText(text, at);
      if (typeof close !== 'number') return close;
      const name = JSON.parse(text.slice(at, close)) as string;
      const before = level!.names!.get(name);
      level!.key = name;
      const fault = before === undefined ? nameFault(name) : twice(text, before, at);
      if (fault !== null) return { path: pathOf(levels), message: fault };
      level!.names!.set(name, at);
      expected = 'colon';
      at = close;
    } else if (expected.startsWith('value') && (char === '{' || char === '[')) {
      if (levels.length === DEEPEST) {
        const message = `nests deeper than ${DEEPEST} levels; accepted: fewer`;
        return { path: place(text, at), message };
      }
      levels.push({ names: char === '{' ? new Map() : null, key: 0 });
      expected = char === '{' ? 'name or end' : 'value or end';
      at += 1;
    } else if (expected.startsWith('value') && char === '"') {
      const close = endOfText(text, at);
      if (typeof close !== 'number') return close;
      expected = 'comma or end';
      at = close;
    } else if (expected.startsWith('value') && isScalar(text.slice(at, endOf(word, text, at)))) {
      expected = 'comma or end';
      at = endOf(word, text, at);
    } else {
      return misplaced(text, at, wanted(expected, level));
    }
  }
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function isScalar(token: string): boolean {
  return token === 'true' || token === 'false' || token === 'null' || number.test(token);
}

/** Where the text that begins with the quote at `at` ends, its closing quote included; or what is wrong in it. */
function endOfText(text: string, at: number): number | Issue {
  for (let end = at + 1; ;) {
    end = endOf(plain, text, end);
    if (text[end] === '"') return end + 1;
    const after = endOf(escape, text, end);
    if (after > end) {
      end = after;
      continue;
    }
    return text[end] === '\\'
      ? noJson(text, end, `${JSON.stringify(text.slice(end, end + 2))} in a text`, ESCAPES)
      : noJson(
          text,
          at,
          'a text that does not end in its line',
          'a closing quote; \\n in it is a new line',
        );
  }
}

function nameFault(name: string): string | null {
  return name === '__proto__' ? 'cannot be a name; accepted: another' : null;
}

function twice(text: string, first: number, second: number): string {
  const [one, other] = [lineOf(text, first), lineOf(text, second)];
  const where = one === other ? `in line ${one}` : `in lines ${one} and ${other}`;
  return `is given twice, ${where}; accepted: once`;
}

function misplaced(text: string, at: number, accepted: string): Issue {
  const found = text.slice(at, Math.max(at + 1, Math.min(endOf(word, text, at), at + 30)));
  return noJson(text, at, JSON.stringify(found), accepted);
}

function noJson(text: string, at: number, what: string, accepted: string): Issue {
  return { path: place(text, at), message: `is no JSON (${what}); accepted: ${accepted}` };
}

function wanted(expected: Expected, level: Level | undefined): string {
  const end = level?.names === null ? '"]"' : '"}"';
  switch (expected) {
    case 'value':
      return 'a JSON value';
    case 'value or end':
      return `a JSON value or ${end}`;
    case 'name':
      return 'a name in double quotes';
    case 'name or end':
      return `a name in double quotes or ${end}`;
    case 'colon':
      return '":" and a value';
    case 'comma or end':
      return `"," or ${end}`;
  }
}

function pathOf(levels: readonly Level[]): string {
  return levels.map(({ key }) => key).join('.');
}

function place(text: string, at: number): string {
  const begin = text.lastIndexOf('\n', at - 1) + 1;
  return `line ${lineOf(text, at)}, column ${(at === 0 ? 0 : at - begin) + 1}`;
}

function lineOf(text: string, at: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) line += 1;
  return line;
}
