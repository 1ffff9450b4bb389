import type { Reader } from '../importer.ts';
import { causeOfText } from '../text/causes.ts';
import { linesOf } from '../text/lines.ts';
import { beginsRecord, RefusalCounter } from '../text/logRecords.ts';
import { counted } from '../../sim/counted.ts';

/** Lines kept as they are. */
const EXAMPLES = 20;

/** Logs of PostgreSQL, PgBouncer, Django and gunicorn: refusals and timeouts are counted, with their first and last time. */
export const serverLog: Reader = {
  id: 'log',
  title: 'log of PostgreSQL, PgBouncer, Django or gunicorn',
  detect({ name, lines }) {
    const some = lines.slice(0, 200).filter((line) => line.trim() !== '');
    const records = some.filter(beginsRecord).length;
    if (some.length > 0 && records / some.length > 0.5) return 0.8;
    if (
      some.some((line) => causeOfText(line) !== null && /\b(?:FATAL|ERROR|CRITICAL)\b/.test(line))
    )
      return 0.6;
    return records > 0 && /\.log$/i.test(name) ? 0.5 : 0;
  },
  async read(file) {
    const counter = new RefusalCounter();
    let count = 0;
    for await (const lines of linesOf(file.name, file.chunks())) {
      for (const { text } of lines) counter.add(text);
      count += lines.length;
    }
    const { refusals } = counter;
    return {
      logLines: counter.examples.slice(0, EXAMPLES),
      evidence: { refusals },
      understood: [
        `${counted(count, 'line')}, ${counted(refusals.length, 'kind')} of refusal or timeout.`,
        ...refusals
          .slice(0, EXAMPLES)
          .map(
            ({ text, lines, first, last }) =>
              `${counted(lines, 'time')} "${text.slice(0, 150)}"${first === null ? '' : `, from ${first} to ${last}`}.`,
          ),
      ],
      assumed:
        refusals.length === 0
          ? ['No line says that a connection was refused or that something waited too long.']
          : [],
    };
  },
};
