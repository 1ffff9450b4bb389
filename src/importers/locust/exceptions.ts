import type { Reader } from '../importer.ts';
import { delimiterOf, recordsOf } from '../text/csv.ts';
import { countOf } from '../text/numbers.ts';
import { quoted } from '../text/fault.ts';

const required = ['Count', 'Message', 'Traceback', 'Nodes'] as const;

/** `_exceptions.csv` of Locust (semantics F17): faults of the script, not of the service. */
export const locustExceptions: Reader = {
  id: 'locust-exceptions',
  title: 'Locust exceptions (_exceptions.csv)',
  detect: ({ lines }) => (delimiterOf(lines[0] ?? '', required) === null ? 0 : 0.99),
  async read(file) {
    let sum = 0;
    let first = '';
    for await (const records of recordsOf(file.name, file.chunks(), required)) {
      for (const record of records) {
        sum += record.get('Count', countOf);
        if (first === '') first = record.text('Message');
      }
    }
    return {
      tool: { name: 'Locust', version: '' },
      understood: [
        sum === 0
          ? 'No exception in the script.'
          : `${sum} exceptions in the script, the first ${quoted(first)}: tasks broke off there, so requests behind them are missing.`,
      ],
      assumed: [],
    };
  },
};
