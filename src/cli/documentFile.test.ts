import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError, badInput } from '../contract/errors.ts';
import { readDocument } from './documentFile.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-documents-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string | Uint8Array): string {
  const path = join(folder, 'a.json');
  writeFileSync(path, content);
  return path;
}

function refused(path: string, parse: (document: unknown) => unknown = (document) => document) {
  try {
    readDocument(path, 'a list', parse);
  } catch (error) {
    const { code, message } = error as AppError;
    return { code, message: message.replace(folder, '') };
  }
  return null;
}

describe('readDocument', () => {
  test.each([
    ['UTF-8', Buffer.from('["é"]')],
    ['UTF-8 with a byte order mark', Buffer.from('\uFEFF["é"]')],
    ['UTF-16', Buffer.from('\uFEFF["é"]', 'utf16le')],
    ['UTF-16, the high byte first', Buffer.from('\uFEFF["é"]', 'utf16le').swap16()],
  ])('reads %s', (_, bytes) => {
    expect(readDocument(file(bytes), 'a list', (document) => document)).toEqual(['é']);
  });

  test.each([
    ['', '/a.json: is empty; accepted: JSON'],
    [Buffer.from('["é"]', 'latin1'), '/a.json: is no text in UTF-8; accepted: a list'],
    ['{"a": {"b": 1,\n"b": 2}}', '/a.json: a.b: is given twice, in lines 1 and 2; accepted: once'],
    ['[1,]', '/a.json: line 1, column 4: is no JSON ("]"); accepted: a JSON value'],
  ])('refuses %j and names the file', (content, message) => {
    expect(refused(file(content))).toEqual({ code: 'invalid-input', message });
  });

  test('refuses a folder, and a file that is not there', () => {
    expect(refused(folder)!.message).toBe(': is a folder; accepted: a list');
    expect(refused(join(folder, 'b'))!.message).toMatch(/^\/b: cannot be read \(ENOENT/);
  });

  test('names the file before every fault of the document, and keeps the kind of error', () => {
    const faults = [
      { path: 'a', message: 'is 1; accepted: 2' },
      { path: 'document', message: 'is []; accepted: more' },
    ];
    const withIssues = (): never => {
      throw badInput(faults);
    };
    expect(refused(file('[]'), withIssues)!.message).toBe(
      '/a.json: a: is 1; accepted: 2 (and 1 more fault)',
    );
    const version = (): never => {
      throw new AppError('unsupported-version', 'version: 2 is not read; accepted: 1');
    };
    expect(refused(file('[]'), version)).toEqual({
      code: 'unsupported-version',
      message: '/a.json: version: 2 is not read; accepted: 1',
    });
  });
});
