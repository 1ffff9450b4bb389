import type { CaseComparison, Comparison, Shown } from './compare.ts';
import { type Metric, metrics } from './tolerance.ts';
import type { NotCompared, Verdict } from './verdict.ts';

const headings: Readonly<Record<Metric, string>> = {
  failure_rate: 'failures',
  rps: 'throughput/s',
  ok_rps: 'goodput/s',
  avg_ms: 'mean ms',
  p50_ms: 'P50 ms',
  p95_ms: 'P95 ms',
};

/** What a terminal shows: measured > predicted (interval), error, and `!` where the prediction is too far off. */
export function caseText(compared: CaseComparison): string {
  const lines = [`${compared.name}: ${compared.title}`];
  for (const { heading, figures } of rows(compared)) {
    lines.push(`  ${heading}`);
    for (const figure of figures) lines.push(`    ${figureText(figure)}`);
  }
  for (const [name, value] of shown(compared)) lines.push(`  ${name}: ${shownText(value)}`);
  for (const { endpoint, text, measured, predicted, within } of compared.errors) {
    lines.push(`  ${within ? ' ' : '!'} ${endpoint}: ${text}: ${measured} > ${predicted}`);
  }
  return lines.join('\n');
}

export function verdictText(verdict: Verdict, notCompared: readonly NotCompared[]): string {
  return [
    ...notCompared.map(({ name, reason }) => `${name}: not compared: ${reason}`),
    ...verdict.goals.map(
      ({ what, within, of, wanted, met }) =>
        `${met ? 'met   ' : 'MISSED'} ${what}: ${within} of ${of}, wanted ${Math.round(wanted * 100)} %`,
    ),
    verdict.met ? 'All goals are met.' : 'Not all goals are met.',
  ].join('\n');
}

/** The comparison as a document of its own: one table of cases for each window, one of goals. */
export function markdown(
  cases: readonly CaseComparison[],
  verdict: Verdict,
  notCompared: readonly NotCompared[],
): string {
  const tables = (['whole', 'steady'] as const).flatMap((window) => {
    const lines = cases.flatMap((compared) =>
      rows(compared)
        .filter(({ figures }) => figures[0]!.window === window)
        .map(({ figures }) => {
          const cells = metrics.map((metric) =>
            cell(figures.find((figure) => figure.metric === metric)),
          );
          return `| ${compared.name} | ${figures[0]!.endpoint} | ${cells.join(' | ')} |`;
        }),
    );
    return [
      `### ${window === 'whole' ? 'Whole run' : 'Steady part'}`,
      '',
      `| case | endpoint | ${metrics.map((metric) => headings[metric]).join(' | ')} |`,
      `|---|---|${metrics.map(() => '---').join('|')}|`,
      ...lines,
      '',
    ];
  });
  return [
    '| goal | holds | of | wanted | met |',
    '|---|---|---|---|---|',
    ...verdict.goals.map(
      ({ what, within, of, wanted, met }) =>
        `| ${what} | ${within} | ${of} | ${Math.round(wanted * 100)} % | ${met ? 'yes' : '**no**'} |`,
    ),
    '',
    ...notCompared.map(({ name, reason }) => `- ${name} is not compared: ${reason}`),
    ...tables,
    '### Requests left unfinished, and connections',
    '',
    '| case | unfinished | most connections |',
    '|---|---|---|',
    ...cases.map(({ name, unfinished, mostConnections }) => {
      const left = Object.entries(unfinished).map(
        ([endpoint, value]) => `${endpoint} ${shownText(value)}`,
      );
      const most = mostConnections === null ? '–' : shownText(mostConnections);
      return `| ${name} | ${left.join(', ') || '–'} | ${most} |`;
    }),
    '',
    '### Error texts',
    '',
    '| case | endpoint | text | measured | predicted |',
    '|---|---|---|---|---|',
    ...cases.flatMap(({ name, errors }) =>
      errors
        .filter(({ measured, predicted }) => measured > 0 || predicted > 0)
        .map(
          ({ endpoint, text, measured, predicted, within }) =>
            `| ${name} | ${endpoint} | ${text.replaceAll('|', '/')} | ${measured} | ${predicted}${within ? '' : ' **!**'} |`,
        ),
    ),
    '',
  ].join('\n');
}

/** The figures of a case, by window and endpoint. */
function rows(compared: CaseComparison): { heading: string; figures: Comparison[] }[] {
  const byRow = new Map<string, Comparison[]>();
  for (const figure of compared.comparisons) {
    const heading = `${figure.window === 'whole' ? 'whole run' : 'steady part'}, ${figure.endpoint}`;
    byRow.set(heading, [...(byRow.get(heading) ?? []), figure]);
  }
  return [...byRow].map(([heading, figures]) => ({ heading, figures }));
}

function shown({ unfinished, mostConnections }: CaseComparison): [string, Shown][] {
  const list: [string, Shown][] = Object.entries(unfinished).map(([endpoint, value]) => [
    `unfinished, ${endpoint}`,
    value,
  ]);
  return mostConnections === null ? list : [...list, ['most connections', mostConnections]];
}

function figureText(figure: Comparison): string {
  const { metric, measured, predicted, error, judged, within } = figure;
  const value = (number: number): string => print(metric, number);
  const prediction =
    predicted === null
      ? 'no such request'
      : `${value(predicted.median)} (${value(predicted.low)} to ${value(predicted.high)})`;
  const mark = judged ? (within ? ' ' : '!') : '~';
  return `${mark} ${headings[metric].padEnd(13)}${value(measured).padStart(9)} > ${prediction}${error === null ? '' : `, ${signedPercent(error)}`}`;
}

function cell(figure: Comparison | undefined): string {
  if (figure === undefined) return '–';
  const { metric, measured, predicted, error, judged, within } = figure;
  if (predicted === null) return `${print(metric, measured)} → none **!**`;
  const mark = judged ? (within ? '' : ' **!**') : ' ~';
  return `${print(metric, measured)} → ${print(metric, predicted.median)} (${signedPercent(error ?? 0)})${mark}`;
}

function shownText({ measured, predicted, within }: Shown): string {
  const { median, low, high } = predicted;
  return `${number(measured)} > ${number(median)} (${number(low)} to ${number(high)})${within === false ? ' !' : ''}`;
}

function print(metric: Metric, value: number): string {
  return metric === 'failure_rate' ? `${(value * 100).toFixed(1)} %` : number(value);
}

function signedPercent(error: number): string {
  return `${error >= 0 ? '+' : ''}${(error * 100).toFixed(1)} %`;
}

function number(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2).replace(/\.?0+$/, '');
}
