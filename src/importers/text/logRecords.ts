import type { Cause, Evidence } from '../../sim/study/results.ts';
import { causeOfText, startOfCause } from './causes.ts';

/** How a log record begins: with a level, or with a timestamp as Django, PostgreSQL, PgBouncer and gunicorn write it. */
const begin = /^(?:(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)\s+)?\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d/;
const timestamp = /\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d+)?/;

/** Whether a line begins a log record. */
export function beginsRecord(line: string): boolean {
  return begin.test(line);
}

/** The log records of a few lines: a record goes on in the lines that begin none. */
export function recordsIn(lines: readonly string[]): string[] {
  const records: string[] = [];
  for (const line of lines) {
    if (beginsRecord(line)) records.push(line.trim());
    else if (records.length > 0 && line.trim() !== '')
      records.push(`${records.pop()!} ${line.trim()}`);
  }
  return records;
}

type Refusal = NonNullable<Evidence['refusals']>[number];

/** Counts refusals by their text, in bounded memory. */
export class RefusalCounter {
  private readonly found = new Map<
    string,
    { cause: Cause; text: string; lines: number; first: string | null; last: string | null }
  >();
  private now: string | null = null;
  /** A few whole records, for whoever wants to read them. */
  readonly examples: string[] = [];

  /** Takes the next line of a log; continuation lines have the time of their record. */
  add(line: string): void {
    const time = beginsRecord(line) ? (timestamp.exec(line)?.[0] ?? null) : null;
    if (time !== null) this.now = time;
    const cause = causeOfText(line);
    if (cause === null) return;
    const text = saying(line);
    if (text === null) return;
    const known = this.found.get(text);
    if (known !== undefined) {
      known.lines++;
      known.last = this.now;
    } else if (this.found.size < 100) {
      this.found.set(text, { cause, text, lines: 1, first: this.now, last: this.now });
      this.examples.push(
        time === null && this.now !== null ? `${this.now} ${line.trim()}` : line.trim(),
      );
    }
  }

  get refusals(): Refusal[] {
    return [...this.found.values()];
  }
}

/**
 * What a log line says of a refusal, without what differs from line to line, so that lines that say the same are counted
 * together. Null for a line that repeats another: PgBouncer logs each refusal twice, Django raises psycopg's error again.
 */
function saying(line: string): string | null {
  if (/\bclosing because: |^django\.db\.utils\./.test(line)) return null;
  const from = startOfCause(line);
  const text = line
    .slice(from)
    .replace(/\s*\(age=.*$/, '')
    .trim();
  return text.replaceAll(/\d{3,}/g, 'N').slice(0, 200);
}
