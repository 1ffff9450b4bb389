import type { PassageTopic, ReportPassage } from '../../sim/study/results.ts';
import { plain } from '../text/numbers.ts';
import type { ReportDocument } from './document.ts';
import type { EndpointNames } from './endpoints.ts';

/** What a sentence has to look like; the first group is its number. */
const topics: readonly (readonly [PassageTopic, RegExp])[] = [
  ['conn-max-age-proposed', /(?:reduc\w*|lower\w*|set)\b.*\bCONN_MAX_AGE\b.*?\bto\s+(\d+)/i],
  ['conn-max-age-proposed', /\[['"]CONN_MAX_AGE['"]\]\s*=\s*(\d+)/],
  ['max-connections-proposed', /(?:increas\w*|rais\w*|set)\b.*\bmax_connections\b.*?\bto\s+(\d+)/i],
  ['max-connections-proposed', /^\s*max_connections\s*=\s*(\d+)/],
  ['pooler-saving', /connections\b.*?\bby\s+(\d+)\s*[-–]\s*\d+\s*(?:x|times)/i],
  ['safe-users-estimate', /~\s*(\d+)\s+users\b.*\b(?:safe|estimat)/i],
  ['capacity-promise', /\b(?:easily|should|will)\b.*?\b(\d+)\+?\s+(?:concurrent\s+)?users/i],
  ['duration-promise', /\bto\s*<\s*([\d,]+)\s*ms/i],
  ['hash-rounds', /([\d,]*\d)\s+(?:iterations|rounds)\b/i],
  ['slot-query-unknown-columns', /\bselect\b.*\b(?:max_conn|used)\b.*\bfrom\s+pg_settings\b/i],
  [
    'slot-query-active-only',
    /\bcount\(\*\)\s+from\s+pg_stat_activity\s+where\s+state\s*=\s*'active'/i,
  ],
  ['slots-called-pool', /connection pool(?:ing)?\b.*\b(?:exhaust|utili[sz]ed|max_connections)/i],
  ['cpu-unknown', /\bCPU\b\W+(?:is\s+)?(?:unknown|not (?:captured|measured))/i],
  ['endpoint-praised', /\b(?:performing|performs|working) well\b/i],
];

const ofEndpoint: ReadonlySet<PassageTopic> = new Set(['duration-promise', 'endpoint-praised']);

/** A decorator of views on a function that is none: its first parameter is no request. */
const cachedHelper = /^\s*@cache_page\((\d[\d_* ]*)\)/;
const view = /^\s*(?:async\s+)?def\s+\w+\(\s*(?:self\s*,\s*)?request\b/;

/** The passages that the rules of the remarks are about, the first of each kind and number. */
export function passagesOf({ lines }: ReportDocument, names: EndpointNames): ReportPassage[] {
  const found: ReportPassage[] = [];
  const add = (
    topic: PassageTopic,
    line: number,
    quote: string,
    number: string | undefined,
  ): void => {
    const value = plain(number ?? '');
    const [endpoint, ...others] = names.in(quote);
    if (found.some((other) => other.topic === topic && other.value === value)) return;
    found.push({
      topic,
      line,
      quote:
        quote
          .replace(/^[-*\d.\s]+(?=\D)/, '')
          .trim()
          .slice(0, 300) || topic,
      value,
      endpoint: ofEndpoint.has(topic) && others.length === 0 ? (endpoint ?? null) : null,
    });
  };
  for (const [i, { text, number }] of lines.entries()) {
    for (const [topic, pattern] of topics) {
      const match = pattern.exec(text);
      if (match !== null) add(topic, number, text, match[1]);
    }
    const helper = cachedHelper.exec(text);
    const next = lines
      .slice(i + 1)
      .find((line) => line.text.trim() !== '' && !line.text.trim().startsWith('@'));
    if (
      helper !== null &&
      next !== undefined &&
      /\bdef\b/.test(next.text) &&
      !view.test(next.text)
    ) {
      add('cached-helper', number, `${text.trim()} ${next.text.trim()}`, helper[1]!.trim());
    }
  }
  return found;
}
