import type { Reader } from '../importer.ts';
import { fault, quoted } from '../text/fault.ts';
import { own, parseJson, textOf } from '../text/json.ts';
import { linesOf } from '../text/lines.ts';
import { Tally } from '../samples/tally.ts';
import { failed, k6Error, k6Finding, k6Status, momentMs } from './samples.ts';

const LONGEST_MS = 86_400_000;

/** `k6 run --out json` (semantics G2): a JSON object per line, metrics and points. */
export const k6JsonLines: Reader = {
  id: 'k6-json-lines',
  title: 'k6 results (JSON lines)',
  detect: ({ lines }) =>
    /^\{.*"type"\s*:\s*"(?:Metric|Point)"/.test(lines[0] ?? '') &&
    /"metric"\s*:/.test(lines[0] ?? '')
      ? 0.99
      : 0,
  async read(file) {
    const tally = new Tally();
    for await (const lines of linesOf(file.name, file.chunks())) {
      for (const { number, text } of lines) {
        // Most points are of other metrics: they are not parsed.
        if (!text.includes('"http_req_duration"') && !text.includes('"vus"')) {
          if (text !== '' && !text.trimEnd().endsWith('}')) {
            throw fault(
              { file: file.name, line: number },
              'is no whole JSON object; accepted: one per line (is the file truncated?)',
            );
          }
          continue;
        }
        const point = parseJson(file.name, text, number);
        if (own(point, 'type') !== 'Point') continue;
        const data = own(point, 'data');
        const place = { file: file.name, line: number };
        const endMs = momentMs(textOf(own(data, 'time')));
        const value = own(data, 'value');
        if (endMs === null)
          throw fault(
            place,
            `has the time ${quoted(JSON.stringify(own(data, 'time') ?? null))}; accepted: RFC 3339`,
          );
        if (typeof value !== 'number' || !(value >= 0) || value > LONGEST_MS) {
          throw fault(
            place,
            `has the value ${quoted(JSON.stringify(value ?? null))}; accepted: a number from 0 to ${LONGEST_MS}`,
          );
        }
        if (own(point, 'metric') === 'vus') {
          tally.users(endMs, Math.round(value));
          continue;
        }
        if (own(point, 'metric') !== 'http_req_duration') continue;
        const tags = own(data, 'tags');
        const status = k6Status(textOf(own(tags, 'status')));
        tally.add(
          {
            endpoint: textOf(own(tags, 'name')) || textOf(own(tags, 'url')) || 'unnamed',
            startMs: endMs - value,
            ms: value,
            ok: !failed(textOf(own(tags, 'expected_response')), status),
            status,
            error: k6Error(textOf(own(tags, 'error')), textOf(own(tags, 'error_code'))),
          },
          place,
        );
      }
    }
    return k6Finding(file.name, tally, []);
  },
};
