import type { LocustRow, ReportClaim, ReportTarget, RowFigure } from '../../sim/study/results.ts';
import { plain } from '../text/numbers.ts';
import type { ReportTable } from '../text/reportTable.ts';
import type { ReportDocument, ReportLine } from './document.ts';
import type { EndpointNames } from './endpoints.ts';

export interface Stated {
  readonly claims: readonly ReportClaim[];
  readonly targets: readonly ReportTarget[];
}

/** Figures and targets that the report states in its own words, beside the tables. */
export function statedIn(
  document: ReportDocument,
  names: EndpointNames,
  rows: readonly LocustRow[],
): Stated {
  const prose = document.lines.filter((line) => !line.inCode);
  const byTable = document.tables.map(targetTable);
  const byText = prose.map((line) => comparedIn(line, names, rows));
  const inBrackets = prose.flatMap((line) => bracketedTargets(line, names));
  return {
    claims: [
      ...prose.flatMap((line) => figuresIn(line, names)),
      ...byTable.flatMap(({ claims }) => claims),
      ...byText.flatMap(({ claims }) => claims),
    ],
    targets: distinct([
      ...byTable.flatMap(({ targets }) => targets),
      ...byText.flatMap(({ targets }) => targets),
      ...inBrackets,
    ]),
  };
}

/** A table of targets: the columns Metric, Target and Actual, whatever else they are called. */
function targetTable({ header, rows }: ReportTable): Stated {
  const column = (pattern: RegExp): number => header.findIndex((cell) => pattern.test(cell));
  const [metric, target, actual] = [
    column(/metric|sla|objective/i),
    column(/target|goal|limit/i),
    column(/actual|measured|result/i),
  ];
  const claims: ReportClaim[] = [];
  const targets: ReportTarget[] = [];
  if (metric < 0 || target < 0) return { claims, targets };
  for (const { cells } of rows) {
    const name = cells[metric]?.text ?? '';
    const figure = figureNamed(name);
    if (figure === null) continue;
    const limit = valueIn(cells[target]?.text ?? '', figure);
    const value = valueIn(cells[actual]?.text ?? '', figure);
    if (limit !== null && limit > 0) targets.push({ endpoint: null, figure, limit });
    if (value !== null)
      claims.push({ endpoint: null, figure, value, quote: name, approves: false });
  }
  return { claims, targets };
}

/** The figure that a metric of a target table is about; null for one that no table of requests has. */
function figureNamed(metric: string): RowFigure | null {
  const percentile = /\bP(50|66|75|80|90|95|98|99)\b/i.exec(metric)?.[1];
  if (percentile !== undefined) return `p${percentile}Ms` as RowFigure;
  return /(?:error|failure) rate|failed requests/i.test(metric) ? 'failureRate' : null;
}

/** `< 200ms`, `7.7 s` or `0.5%` in the unit of a figure. */
function valueIn(text: string, figure: RowFigure): number | null {
  const found = /([\d.,]*\d)\s*(ms|s(?:ec(?:onds?)?)?|%)?/i.exec(text);
  const value = plain(found?.[1] ?? '');
  if (value === null) return null;
  const unit = found?.[2]?.toLowerCase() ?? '';
  if (figure === 'failureRate') return unit === '%' ? value / 100 : null;
  return unit.startsWith('s') ? value * 1000 : value;
}

/** `Registration: 3,100ms vs 300ms target`: a target for the figure that has the first value. */
function comparedIn(
  { text }: ReportLine,
  names: EndpointNames,
  rows: readonly LocustRow[],
): Stated {
  const found =
    /([\d.,]*\d)\s*(ms|s)\s+(?:vs\.?|versus|against)\s+([\d.,]*\d)\s*(ms|s)\s+target/i.exec(text);
  const [endpoint, ...others] = names.in(text);
  if (found === null || endpoint === undefined || others.length > 0)
    return { claims: [], targets: [] };
  const value = inMs(found[1]!, found[2]!);
  const limit = inMs(found[3]!, found[4]!);
  const row = rows.find(({ name }) => name === endpoint);
  const figure = (['p50Ms', 'avgMs', 'p95Ms', 'p99Ms', 'maxMs'] as const).find(
    (candidate) => row?.[candidate] === value,
  );
  if (value === null || limit === null || figure === undefined || limit <= 0)
    return { claims: [], targets: [] };
  const approved = /acceptable at P(\d\d)/i.exec(text);
  return {
    targets: [{ endpoint, figure, limit }],
    claims:
      approved !== null && figure === `p${approved[1]}Ms`
        ? [{ endpoint, figure, value, quote: approved[0], approves: true }]
        : [],
  };
}

/** `List Groups: 550ms median (Target: < 100ms)` */
function bracketedTargets({ text }: ReportLine, names: EndpointNames): ReportTarget[] {
  const found =
    /([\d.,]*\d)\s*(?:ms|s)\s+(median|average|p\d\d)\s*\(\s*target:?\s*<?\s*([\d.,]*\d)\s*(ms|s)\s*\)/i.exec(
      text,
    );
  const [endpoint, ...others] = names.in(text);
  const figure = found === null ? null : figureOf(found[2]!);
  const limit = found === null ? null : inMs(found[3]!, found[4]!);
  if (
    endpoint === undefined ||
    others.length > 0 ||
    figure === null ||
    limit === null ||
    limit <= 0
  )
    return [];
  return [{ endpoint, figure: figure === 'medianMs' ? 'p50Ms' : figure, limit }];
}

const WORD = 'median|average|mean|avg|maximum|max|minimum|min|P(?:50|66|75|80|90|95|98|99)';
const valueFirst = new RegExp(
  `([\\d.,]*\\d)\\s*(ms|s)\\s+\\(?(${WORD})\\b(?:\\s+response time)?`,
  'gi',
);
const wordFirst = new RegExp(
  `\\b(${WORD})\\b:?\\s+(?:of\\s+)?([\\d.,]*\\d)\\s*(ms|seconds?|s)\\b`,
  'gi',
);
const share =
  /([\d.,]*\d)\s*%\s+(?:failure|error) rate(?:\s+(?:is\s+)?(?:acceptable|fine|good|ok))?/gi;

/** Figures of one endpoint in a line of text: that of the line, else that of its section. */
function figuresIn({ text, section }: ReportLine, names: EndpointNames): ReportClaim[] {
  const inLine = names.in(text);
  const [endpoint, ...others] = inLine.length > 0 ? inLine : names.in(section);
  if (endpoint === undefined || others.length > 0) return [];
  const claim = (figure: RowFigure | null, value: number | null, quote: string): ReportClaim[] =>
    figure === null || value === null
      ? []
      : [
          {
            endpoint,
            figure,
            value,
            quote: quote.replace('(', ''),
            approves: /acceptable|fine|good|ok$/i.test(quote),
          },
        ];
  return [
    ...[...text.matchAll(share)].flatMap(([quote, number]) => {
      const value = plain(number!);
      return claim('failureRate', value === null ? null : value / 100, quote);
    }),
    ...[...text.matchAll(valueFirst)].flatMap(([quote, number, unit, word]) =>
      claim(figureOf(word!), inMs(number!, unit!), quote),
    ),
    ...[...text.matchAll(wordFirst)].flatMap(([quote, word, number, unit]) =>
      claim(figureOf(word!), inMs(number!, unit!), quote),
    ),
  ];
}

function figureOf(word: string): RowFigure | null {
  const name = word.toLowerCase();
  if (name === 'median') return 'medianMs';
  if (name.startsWith('max')) return 'maxMs';
  if (name.startsWith('min')) return 'minMs';
  if (name.startsWith('p')) return `${name}Ms` as RowFigure;
  return 'avgMs';
}

function inMs(number: string, unit: string): number | null {
  const value = plain(number);
  if (value === null) return null;
  return unit.toLowerCase() === 'ms' ? value : Number((value * 1000).toPrecision(12));
}

/** The first target of each endpoint and figure. */
function distinct(targets: readonly ReportTarget[]): ReportTarget[] {
  return targets.filter(
    (target, i) =>
      targets.findIndex(
        (other) => other.endpoint === target.endpoint && other.figure === target.figure,
      ) === i,
  );
}
