import type { Measurement } from '../../sim/study/results.ts';
import { plain } from '../text/numbers.ts';
import type { ReportDocument, ReportLine } from './document.ts';

export interface FoundConfiguration {
  readonly configuration: Partial<Measurement['configuration']>;
  readonly tool: { readonly name: string; readonly version: string } | null;
  readonly date: string | null;
  /** Where text and command differ. */
  readonly assumed: readonly string[];
}

/** How the test was run: from the lines `Test Load: 100 concurrent users`, and from the command in the report. */
export function configurationOf(document: ReportDocument): FoundConfiguration {
  const command = commandOf(document);
  const prose = document.lines.filter((line) => !line.inCode);
  const labelled = (label: RegExp): string | undefined =>
    prose.flatMap((line) => {
      const found = /^[-*\s]*([^:]{2,40}):\s*(\S.*)$/.exec(line.text);
      return found !== null && label.test(found[1]!) ? [found[2]!.trim()] : [];
    })[0];
  const load = labelled(/^(?:test )?(?:load|users)$/i) ?? '';
  const tool = /^(\w+)\s+v?(\d[\w.]*)/.exec(labelled(/^(?:test |load )?tool$/i) ?? '');

  const assumed: string[] = [];
  const chosen = (what: string, byCommand: number | null, byText: number | null): number | null => {
    if (byCommand !== null && byText !== null && byCommand !== byText) {
      assumed.push(
        `The text says ${what} ${byText}, the command ${byCommand}: the command is taken.`,
      );
    }
    return byCommand ?? byText;
  };
  const users = chosen(
    'users',
    plain(option(command, '--users', '-u') ?? ''),
    numberIn(load, /([\d,]+)\s+(?:concurrent\s+|virtual\s+|simulated\s+)?users/i),
  );
  const spawnRate = chosen(
    'users started per second',
    plain(option(command, '--spawn-rate', '-r') ?? ''),
    numberIn(load, /([\d.,]+)\s*users?\s*(?:\/|per)\s*s/i),
  );
  const runTimeS = chosen(
    'a run time in s of',
    secondsOf(option(command, '--run-time', '-t') ?? ''),
    secondsOf(labelled(/^(?:test )?(?:duration|run time)$/i) ?? ''),
  );
  const host = option(command, '--host', '-H');
  const environment = labelled(/^(?:test )?environment$/i);
  const userClasses = document.lines.flatMap(userClassOf);
  return {
    configuration: {
      ...(users !== null && users >= 1 && { users }),
      ...(spawnRate !== null && spawnRate > 0 && { spawnRate }),
      ...(runTimeS !== null && runTimeS > 0 && { runTimeS }),
      ...(host !== null && { host }),
      ...(environment !== undefined && { environment }),
      ...(userClasses.length > 0 && { userClasses }),
    },
    tool: tool === null ? null : { name: tool[1]!, version: tool[2]! },
    date: dateOf(labelled(/^(?:test )?date$/i) ?? document.title),
    assumed,
  };
}

/** `BrowsingUser:    73 users (73%)  - ...` */
function userClassOf({ text }: ReportLine): { name: string; users: number }[] {
  const found = /^[-*\s]*([A-Z]\w*):\s*([\d,]+)\s+users\b/.exec(text);
  const users = plain(found?.[2] ?? '');
  return found === null || users === null || !Number.isInteger(users)
    ? []
    : [{ name: found[1]!, users }];
}

/** The first headless command of a load test in the report, on one line. */
function commandOf({ blocks }: ReportDocument): string {
  const commands = blocks.map((block) =>
    block.map(({ text }) => text.replace(/\\\s*$/, ' ')).join(' '),
  );
  return (
    commands.find((command) => /\blocust\b/.test(command) && command.includes('--headless')) ?? ''
  );
}

/** The value of an option in a command line; null without one. */
export function option(command: string, long: string, short: string): string | null {
  const words = command.split(/\s+/);
  for (const [i, word] of words.entries()) {
    if (word === long || word === short) return words[i + 1] ?? null;
    if (word.startsWith(`${long}=`)) return word.slice(long.length + 1);
  }
  return null;
}

function numberIn(text: string, pattern: RegExp): number | null {
  return plain(pattern.exec(text)?.[1] ?? '');
}

/** `120s`, `2m`, `1h30m`, `120 seconds`, in s; null for anything else. */
export function secondsOf(text: string): number | null {
  const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*(h|m|s)[a-z]*/gi)];
  if (parts.length === 0) return plain(text);
  return parts.reduce(
    (sum, [, number, unit]) => sum + Number(number) * units[unit!.toLowerCase()]!,
    0,
  );
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** `November 8, 2025`, `8 November 2025` or `2025-11-08` in a text, as ISO 8601; null without a date. */
export function dateOf(text: string): string | null {
  const iso = /\b(\d{4})-(\d\d)-(\d\d)\b/.exec(text);
  if (iso !== null) return valid(iso[1]!, Number(iso[2]), iso[3]!);
  const american = /\b([A-Z][a-z]+)\s+(\d{1,2}),?\s+(\d{4})\b/.exec(text);
  const british = /\b(\d{1,2})\s+([A-Z][a-z]+)\s+(\d{4})\b/.exec(text);
  const [day, month, year] =
    british !== null
      ? [british[1]!, british[2]!, british[3]!]
      : [american?.[2] ?? '', american?.[1] ?? '', american?.[3] ?? ''];
  const index = months.findIndex(
    (name) => month.length >= 3 && name.startsWith(month.toLowerCase()),
  );
  return index < 0 ? null : valid(year, index + 1, day);
}

function valid(year: string, month: number, day: string): string | null {
  const date = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) ? date : null;
}
