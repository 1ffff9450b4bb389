import type { ImportPreview } from '../../contract/api.ts';
import { counted } from '../../sim/counted.ts';
import { type Autopsy, percentileFigures } from '../../sim/study/results.ts';
import { type Block, heading, list, paragraph, table } from './blocks.ts';
import { percentileColumns, requestColumns } from './columns.ts';
import { percent, rate, whole } from './figures.ts';
import { causeNames } from './trial.ts';

/** What an import understood, file by file, and the measurement that it makes. */
export function importBlocks({ files, measured, settings, assumed }: ImportPreview): Block[] {
  return [
    ...files.flatMap(({ name, title, understood, assumed: own }): Block[] => [
      heading(3, `${name}: ${title}`),
      ...list([...understood, ...own.map((sentence) => `Assumed: ${sentence}`)]),
    ]),
    ...(assumed.length === 0
      ? []
      : [heading(3, 'Assumed, to put the files together'), ...list(assumed)]),
    ...(settings.length === 0
      ? []
      : [
          heading(3, 'Settings'),
          table(
            ['<Setting', 'Value', '<Stands in'],
            settings.map(({ path, value, source }) => [path, String(value), source]),
          ),
        ]),
    ...(measured === null
      ? [paragraph('No file has a table of requests, so there is no measurement to store.')]
      : measuredBlocks(measured)),
  ];
}

function measuredBlocks({
  measurement,
  autopsy,
  remarks,
}: NonNullable<ImportPreview['measured']>): Block[] {
  const { configuration, source, rows, aggregated } = measurement;
  const all = [...rows, aggregated];
  return [
    heading(2, `${measurement.name}: ${measurement.title}`),
    paragraph(
      `${[source.tool, source.toolVersion].filter((part) => part !== '').join(' ')}, ${source.date}: ${counted(configuration.users, 'user')}, ${configuration.spawnRate} started per s, ${configuration.runTimeS} s. Times in ms.`,
    ),
    table(
      requestColumns,
      all.map((row) => [
        row.name,
        whole(row.requests),
        whole(row.failures),
        row.requests === 0 ? '' : percent(row.failures / row.requests),
        ms(row.avgMs),
        ms(row.minMs),
        ms(row.maxMs),
        ms(row.medianMs),
        rate(row.rps),
      ]),
    ),
    table(
      percentileColumns(percentileFigures),
      all.map((row) => [row.name, ...percentileFigures.map((figure) => ms(row[figure]))]),
    ),
    heading(3, 'Failures'),
    table(
      ['<Name', '# Fails', '<Kind', '<Status', '<Reason'],
      autopsy.rows.map(({ name, failures, kind, status, reason }) => [
        name,
        whole(failures),
        kind,
        status,
        reason,
      ]),
    ),
    ...autopsyBlocks(autopsy),
    ...(remarks.length === 0
      ? []
      : [heading(3, 'Beware'), ...list(remarks.map(({ text }) => text))]),
  ];
}

/** What failed by cause, whom it hit, and what kind of test it was. */
function autopsyBlocks({ requests, causes, users, withoutFunctional, shape }: Autopsy): Block[] {
  if (causes.length === 0) return [];
  const { sameRequests, reaching, caution } = withoutFunctional;
  return [
    table(
      ['<Cause', '# Fails', 'Of all requests', '95 % interval'],
      causes.map(({ cause, count, share, ci }) => [
        cause === 'unknown' ? 'not known' : causeNames[cause],
        whole(count),
        percent(share),
        interval(ci),
      ]),
    ),
    ...list([
      `Failures of capacity hit ${users.low === users.high ? whole(users.low) : `${whole(users.low)} to ${whole(users.high)}`} of ${counted(users.users, 'user')}.`,
      `Without functional failures the same ${counted(requests, 'request')} would have failed at ${percent(sameRequests.share)} ${interval(sameRequests.ci)}, the ${whole(reaching.requests)} to endpoints that did not fail functionally at ${percent(reaching.share)} ${interval(reaching.ci)}. ${caution}`,
      ...shape.facts,
      ...shape.allows.map((sentence) => `Shows: ${sentence}`),
      ...shape.forbids.map((sentence) => `Does not show: ${sentence}`),
    ]),
  ];
}

function interval([low, high]: readonly [number, number]): string {
  return `[${percent(low)}, ${percent(high)}]`;
}

function ms(value: number | null): string {
  return value === null ? '' : whole(value);
}
