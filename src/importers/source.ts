import { AppError } from '../contract/errors.ts';
import type { Head, TextFile } from './importer.ts';
import { fault } from './text/fault.ts';

/** A file to be imported: bytes that can be read again and again, and the day of its last change, if known. */
export interface SourceFile {
  readonly name: string;
  readonly bytes: number;
  /** ISO 8601. */
  readonly modified?: string;
  read(): AsyncIterable<Uint8Array>;
}

/** Bytes of the beginning by which a file is recognised. */
const HEAD = 65_536;
/** Largest file that is held in memory as a whole: reports, settings, summaries. Lines and CSV are read in pieces. */
const LARGEST_TEXT = 64 * 1024 * 1024;

const magic: readonly (readonly [what: string, bytes: readonly number[]])[] = [
  ['a zip archive', [0x50, 0x4b, 0x03, 0x04]],
  ['an empty zip archive', [0x50, 0x4b, 0x05, 0x06]],
  ['gzip', [0x1f, 0x8b]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['Zstandard', [0x28, 0xb5, 0x2f, 0xfd]],
  ['7-Zip', [0x37, 0x7a, 0xbc, 0xaf]],
  ['a PDF', [0x25, 0x50, 0x44, 0x46]],
  ['an SQLite database', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20]],
];

/** The beginning of a file as text. Throws for an empty file and for one that is no text. */
export async function headOf(source: SourceFile): Promise<Head> {
  const bytes = await beginning(source);
  const place = { file: source.name };
  if (bytes.length === 0) throw fault(place, 'is empty; accepted: a file with text');
  const packed = magic.find(([, start]) => start.every((byte, i) => bytes[i] === byte));
  if (packed !== undefined) throw fault(place, `is ${packed[0]}; accepted: text files, unpacked`);
  const encoding = encodingOf(bytes);
  if (encoding === 'utf-8') {
    const zero = bytes.indexOf(0);
    if (zero >= 0) throw fault(place, `is binary (byte 0 at ${zero}); accepted: text files`);
  }
  const text = new TextDecoder(encoding).decode(bytes, { stream: true });
  const lines = text.split(/\r?\n/);
  return { name: source.name, text, lines: bytes.length < HEAD ? lines : lines.slice(0, -1) };
}

/** A file as its readers get it. The signal stops it between two pieces. */
export function textFile(
  source: SourceFile,
  options: { readonly signal?: AbortSignal | undefined; onBytes?(bytes: number): void } = {},
): TextFile {
  async function* chunks(): AsyncIterable<string> {
    let decoder: InstanceType<typeof TextDecoder> | null = null;
    let done = 0;
    for await (const bytes of source.read()) {
      if (options.signal?.aborted === true)
        throw new AppError('cancelled', 'the import was cancelled');
      decoder ??= new TextDecoder(encodingOf(bytes));
      done += bytes.length;
      yield decoder.decode(bytes, { stream: true });
      options.onBytes?.(done);
    }
    const rest = decoder?.decode() ?? '';
    if (rest !== '') yield rest;
  }
  return {
    name: source.name,
    chunks,
    async text(most = LARGEST_TEXT) {
      const place = { file: source.name };
      if (source.bytes > most) {
        throw fault(
          place,
          `has ${source.bytes} bytes; accepted: up to ${most} bytes for a file of its kind`,
        );
      }
      const pieces: string[] = [];
      let length = 0;
      for await (const piece of chunks()) {
        pieces.push(piece);
        length += piece.length;
        // Sizes may be wrong (pipes, growing files): what is read counts.
        if (length > most) {
          throw fault(
            place,
            `has more than ${most} characters; accepted: fewer for a file of its kind`,
          );
        }
      }
      return pieces.join('');
    },
  };
}

async function beginning(source: SourceFile): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const bytes of source.read()) {
    pieces.push(bytes);
    length += bytes.length;
    if (length >= HEAD) break;
  }
  const all = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    all.set(piece, offset);
    offset += piece.length;
  }
  return all.subarray(0, HEAD);
}

/** UTF-8, but for the UTF-16 that PowerShell writes when output is redirected. */
function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}

/** A file that is in memory already. */
export function memoryFile(name: string, content: string | Uint8Array): SourceFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    name,
    bytes: bytes.length,
    async *read() {
      if (bytes.length > 0) yield bytes;
    },
  };
}
