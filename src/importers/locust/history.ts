import { counted } from '../../sim/counted.ts';
import type { HistoryPoint } from '../../sim/study/results.ts';
import type { Reader } from '../importer.ts';
import { delimiterOf, recordsOf } from '../text/csv.ts';
import { fault, quoted } from '../text/fault.ts';
import { countOf, msOf, orNone, plain, rateOf } from '../text/numbers.ts';

const required = ['Timestamp', 'User Count', 'Name', 'Requests/s', 'Failures/s'] as const;
/** A week of seconds. */
const MOST_POINTS = 604_800;
/** s since 1970: the year 2200. */
const LATEST = 7_258_118_400;

/** `_stats_history.csv` of Locust (semantics F16): a row each second, percentiles of the last ten. */
export const locustHistory: Reader = {
  id: 'locust-history',
  title: 'Locust history (_stats_history.csv)',
  detect: ({ lines }) => (delimiterOf(lines[0] ?? '', required) === null ? 0 : 0.99),
  async read(file) {
    const points: (HistoryPoint & { readonly users: number })[] = [];
    let start = 0;
    let last = -Infinity;
    let requests = 0;
    let others = 0;
    for await (const records of recordsOf(file.name, file.chunks(), required)) {
      for (const record of records) {
        if (record.text('Name') !== 'Aggregated') {
          others++;
          continue;
        }
        const timestamp = record.get('Timestamp', (text, place) => {
          const value = plain(text);
          if (value === null || value < 0 || value > LATEST) {
            throw fault(place, `is ${quoted(text)}; accepted: s since 1970`);
          }
          return value;
        });
        const total =
          record.text('Total Request Count') === ''
            ? requests
            : record.get('Total Request Count', countOf);
        if (timestamp < last || total < requests) {
          throw fault(
            { file: file.name, line: record.line },
            `goes back from ${requests} to ${total} requests or in time: these are two runs; accepted: one run per file`,
          );
        }
        if (points.length === 0) start = timestamp;
        if (points.length >= MOST_POINTS) {
          throw fault(
            { file: file.name, line: record.line },
            `is beyond ${MOST_POINTS} rows; accepted: a week of seconds`,
          );
        }
        last = timestamp;
        requests = total;
        points.push({
          atS: timestamp - start,
          users: record.get('User Count', countOf),
          requestsPerS: record.get('Requests/s', rateOf),
          failuresPerS: record.get('Failures/s', rateOf),
          p50Ms: record.get('50%', (text, place) => orNone(text, place, msOf)),
          p95Ms: record.get('95%', (text, place) => orNone(text, place, msOf)),
        });
      }
    }
    const end = points.at(-1);
    if (end === undefined) {
      throw fault(
        { file: file.name, line: 2 },
        'has no row named Aggregated; accepted: one for each second',
      );
    }
    const users = points.reduce((most, point) => Math.max(most, point.users), 0);
    const full = points.find((point) => point.users === users)!;
    const configuration = {
      ...(users > 0 && { users }),
      ...(users > 0 && full.atS > 0 && { spawnRate: Number((users / full.atS).toPrecision(3)) }),
      ...(end.atS > 0 && { runTimeS: end.atS }),
    };
    return {
      tool: { name: 'Locust', version: '' },
      configuration,
      date: new Date(start * 1000).toISOString().slice(0, 10),
      history: points,
      understood: [
        `${counted(points.length, 'moment')} over ${end.atS} s, at most ${counted(users, 'user')}, reached after ${full.atS} s.`,
      ],
      assumed: [
        ...(others > 0
          ? [
              `${counted(others, 'row of single endpoints was', 'rows of single endpoints were')} left out: only the row Aggregated of each second is kept.`,
            ]
          : []),
        'The spawn rate is that of the first second with all users; the run time ends with the last row.',
      ],
    };
  },
};
