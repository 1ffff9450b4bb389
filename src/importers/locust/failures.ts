import type { FailureCount, Reader } from '../importer.ts';
import { causeOf, statusOf } from '../text/causes.ts';
import { delimiterOf, recordsOf } from '../text/csv.ts';
import { fault } from '../text/fault.ts';
import { countOf } from '../text/numbers.ts';
import { counted } from '../../sim/counted.ts';

const required = ['Method', 'Name', 'Error', 'Occurrences'] as const;
const MOST = 100_000;

/** `_failures.csv` of Locust (semantics F17). */
export const locustFailures: Reader = {
  id: 'locust-failures',
  title: 'Locust failures (_failures.csv)',
  detect: ({ lines }) => (delimiterOf(lines[0] ?? '', required) === null ? 0 : 0.99),
  async read(file) {
    const failures: FailureCount[] = [];
    for await (const records of recordsOf(file.name, file.chunks(), required)) {
      for (const record of records) {
        if (failures.length >= MOST)
          throw fault(
            { file: file.name, line: record.line },
            `is beyond ${MOST} rows; accepted: a row for each kind of failure`,
          );
        failures.push(
          failureOf(
            record.text('Name'),
            record.text('Method'),
            record.text('Error'),
            record.get('Occurrences', countOf),
          ),
        );
      }
    }
    const sum = failures.reduce((total, failure) => total + failure.failures, 0);
    return {
      tool: { name: 'Locust', version: '' },
      failures,
      understood: [
        `${counted(failures.length, 'kind')} of failure, ${counted(sum, 'failure')} in all.`,
      ],
      assumed: [],
    };
  },
};

/** A failure as Locust words it: `HTTPError('401 Client Error: Unauthorized for url: ...')`. */
export function failureOf(
  endpoint: string,
  method: string,
  error: string,
  failures: number,
): FailureCount {
  const status = statusOf(error);
  const cause = causeOf(error, status);
  return { endpoint, method, failures, status, error, ...(cause !== null && { cause }) };
}
