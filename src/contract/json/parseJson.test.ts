import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AppError } from '../errors.ts';
import { jsonFault } from './jsonFault.ts';
import { parseJson } from './parseJson.ts';

function complaint(text: string): string {
  try {
    parseJson(text);
  } catch (error) {
    return (error as AppError).message;
  }
  return '';
}

describe('parseJson', () => {
  test.each([
    ['{"seed": 1, "seed": 2}', 'seed: is given twice, in line 1; accepted: once'],
    [
      '{"runs": [{}, {\n"seed": 1,\n"users": {"seed": 1},\n"s\\u0065ed": 2}]}',
      'runs.1.seed: is given twice, in lines 2 and 4; accepted: once',
    ],
    ['{"stations": {"__proto__": {}}}', 'stations.__proto__: cannot be a name; accepted: another'],
    ['', 'document: is empty; accepted: JSON'],
    [' \n ', 'document: is empty; accepted: JSON'],
    ['{"a": 1,}', 'line 1, column 9: is no JSON ("}"); accepted: a name in double quotes'],
    ['{\n  "a": [1, 2,]\n}', 'line 2, column 14: is no JSON ("]"); accepted: a JSON value'],
    ['[1', 'line 1, column 3: is no JSON (it ends); accepted: "," or "]"'],
    ['[', 'line 1, column 2: is no JSON (it ends); accepted: a JSON value or "]"'],
    ['{a: 1}', 'line 1, column 2: is no JSON ("a"); accepted: a name in double quotes or "}"'],
    ["{'a': 1}", `line 1, column 2: is no JSON ("'a'"); accepted: a name in double quotes or "}"`],
    ['{"a" 1}', 'line 1, column 6: is no JSON ("1"); accepted: ":" and a value'],
    ['{"a": 1 "b": 2}', 'line 1, column 9: is no JSON ("\\""); accepted: "," or "}"'],
    ['[NaN]', 'line 1, column 2: is no JSON ("NaN"); accepted: a JSON value or "]"'],
    ['[01]', 'line 1, column 2: is no JSON ("01"); accepted: a JSON value or "]"'],
    ['{} {}', 'line 1, column 4: is no JSON ("{"); accepted: nothing after the JSON document'],
    ['// hello\n{}', 'line 1, column 1: is no JSON ("//"); accepted: a JSON value'],
    [
      '["a\nb"]',
      'line 1, column 2: is no JSON (a text that does not end in its line); accepted: a closing quote; \\n in it is a new line',
    ],
    [
      '["\\x"]',
      'line 1, column 3: is no JSON ("\\\\x" in a text); accepted: \\", \\\\, \\/, \\b, \\f, \\n, \\r, \\t or \\u and four digits',
    ],
    ['['.repeat(200_000), 'line 1, column 101: nests deeper than 100 levels; accepted: fewer'],
  ])('refuses %j', (text, message) => {
    expect(complaint(text)).toBe(message);
  });

  test('accepts the same name in different objects, and in upper and lower case', () => {
    const text =
      '[{"a": 1, "A": 2}, {"a": {"a": [1e999, -0, 12345678901234567890, "\\ud83d\\ude00"]}}]';
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  test('leaves out a byte order mark', () => {
    expect(parseJson('\uFEFF{"a": 1}')).toEqual({ a: 1 });
  });

  test('finds nothing in what is written as JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        fc.pre(!text.includes('__proto__'));
        expect(jsonFault(text)).toBe(null);
        expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(value));
      }),
    );
  });

  test('refuses what JSON.parse refuses, wherever a character is lost, changed or added', () => {
    const text = '{"a": [1.5e-3, true, null, "b\\n\\u00e9"], "c": {"d": [], "e": {}}, "f": -0}';
    const at = fc.nat(text.length);
    const put = fc.constantFrom(
      '',
      '"',
      '\\',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '0',
      '.',
      '-',
      'e',
      ' ',
      '\n',
    );
    fc.assert(
      fc.property(at, fc.nat(2), put, (from, lost, piece) => {
        const changed = text.slice(0, from) + piece + text.slice(from + lost);
        let sound = true;
        try {
          JSON.parse(changed);
        } catch {
          sound = false;
        }
        expect({ changed, sound: jsonFault(changed) === null }).toEqual({ changed, sound });
      }),
      { numRuns: 2000 },
    );
  });
});
