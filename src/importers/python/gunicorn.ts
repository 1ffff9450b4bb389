import { LARGEST_SETTINGS, type Reader } from '../importer.ts';
import { type Place, quoted } from '../text/fault.ts';
import { count, type Known, seconds, SettingsFound } from '../text/settingsFound.ts';
import { assignmentsOf } from './literals.ts';
import { counted } from '../../sim/counted.ts';

/** Settings of gunicorn that the model has, by their names in the file (semantics D1). */
const settings: ReadonlyMap<string, Known> = new Map([
  ['workers', { path: 'web.workers', kind: count(1) }],
  ['threads', { path: 'web.threads', kind: count(1) }],
  ['worker_connections', { path: 'web.worker_connections', kind: count(1) }],
  ['backlog', { path: 'web.backlog', kind: count(1) }],
  ['timeout', { path: 'web.timeout', kind: seconds }],
  ['keepalive', { path: 'web.keepalive', kind: seconds }],
  ['graceful_timeout', { path: 'web.graceful_timeout', kind: seconds }],
  ['max_requests', { path: 'web.max_requests', kind: count(0) }],
  ['max_requests_jitter', { path: 'web.max_requests_jitter', kind: count(0) }],
]);

/** Options of the command line, by the names of the settings. */
const options = new Map([
  ['-w', 'workers'],
  ['--workers', 'workers'],
  ['--threads', 'threads'],
  ['-k', 'worker_class'],
  ['--worker-class', 'worker_class'],
  ['--worker-connections', 'worker_connections'],
  ['--backlog', 'backlog'],
  ['-t', 'timeout'],
  ['--timeout', 'timeout'],
  ['--keep-alive', 'keepalive'],
  ['--graceful-timeout', 'graceful_timeout'],
  ['--max-requests', 'max_requests'],
  ['--max-requests-jitter', 'max_requests_jitter'],
]);

/** Takes one setting of gunicorn; false for one that the model does not have. */
function take(found: SettingsFound, name: string, value: string, place: Place): boolean {
  if (name === 'worker_class') {
    if (['sync', 'gthread', 'gevent'].includes(value)) found.add('web.worker_class', value, place);
    else
      found.leave(
        place,
        `worker_class is ${quoted(value)}, which the model does not have; left out.`,
      );
    return true;
  }
  const wanted = settings.get(name);
  if (wanted === undefined) return false;
  found.take(wanted, value, place);
  return true;
}

/** What follows from the settings together: gunicorn makes threads of a sync worker a gthread one. */
function finish(found: SettingsFound, place: Place): void {
  if (found.settings.length === 0) return;
  const value = (path: string): unknown =>
    found.settings.findLast((setting) => setting.path === path)?.value;
  const threads = value('web.threads');
  const workerClass = value('web.worker_class') ?? 'sync';
  if (typeof threads === 'number' && threads > 1 && workerClass === 'sync') {
    found.add('web.worker_class', 'gthread', place);
    found.leave(
      place,
      `threads is ${threads}, so gunicorn takes gthread for the worker class sync.`,
    );
  }
  found.add('web.server', 'gunicorn', place);
}

/** gunicorn.conf.py: constants are taken, expressions are said. */
export const gunicornConf: Reader = {
  id: 'gunicorn-conf',
  title: 'gunicorn.conf.py',
  detect: ({ name, lines }) => {
    const own = lines.filter((line) =>
      /^(?:workers|worker_class|worker_connections|threads|keepalive|bind)\s*=(?!=)/.test(line),
    ).length;
    if (/gunicorn.*\.py$/i.test(name)) return 0.95;
    return own >= 2 ? 0.75 : 0;
  },
  async read(file) {
    const found = new SettingsFound();
    let others = 0;
    for (const { name, keys, value, inBlock, line, column } of assignmentsOf(
      await file.text(LARGEST_SETTINGS),
    )) {
      const place = { file: file.name, line, column };
      const wanted = keys.length === 0 && (settings.has(name) || name === 'worker_class');
      if (!wanted) others++;
      else if (inBlock) found.leave(place, `${name} is set in a block that may not run; left out.`);
      else if (value.is !== 'constant' || value.value === null) {
        found.leave(
          place,
          `${name} is the expression ${quoted(value.is === 'expression' ? value.text : value.is)}, which is not run; left out.`,
        );
      } else take(found, name, String(value.value), place);
    }
    finish(found, { file: file.name });
    return {
      settings: found.settings,
      understood: [
        `${counted(found.settings.length, 'setting')} of the model, ${counted(others, 'other')} that it does not have.`,
      ],
      assumed: found.assumed,
    };
  },
};

/** A script or Procfile that starts gunicorn. */
export const gunicornCommand: Reader = {
  id: 'gunicorn-command',
  title: 'gunicorn command line',
  detect: ({ text }) =>
    /^[ \t]*(?:web:[ \t]*|exec |CMD |ENTRYPOINT |\$ |command:[ \t]*)?\[?["']?(?:[\w./-]*\/)?gunicorn["']?[ \t,]+\S/m.test(
      text,
    )
      ? 0.7
      : 0,
  async read(file) {
    const found = new SettingsFound(true);
    const lines = (await file.text(LARGEST_SETTINGS)).split(/\r?\n/);
    const first = lines.findIndex(
      (line) => /\bgunicorn\b/.test(line) && !line.trim().startsWith('#'),
    );
    let last = first;
    while (/\\\s*$/.test(lines[last] ?? '')) last++;
    const command = lines
      .slice(first, last + 1)
      .map((line) => line.replace(/\\\s*$/, ''))
      .join(' ');
    takeGunicornCommand(found, wordsOf(command), { file: file.name, line: first + 1 });
    return {
      settings: found.settings,
      understood: [`gunicorn with ${counted(found.settings.length, 'setting')} of the model.`],
      assumed: found.assumed,
    };
  },
};

/** Takes the options of a gunicorn command line. */
export function takeGunicornCommand(
  found: SettingsFound,
  words: readonly string[],
  place: Place,
): void {
  const start = words.findIndex((word) => /(?:^|\/)gunicorn$/.test(word));
  if (start < 0) return;
  for (let i = start + 1; i < words.length; i++) {
    const word = words[i]!;
    if (word === '&&' || word === ';' || word === '|') break;
    const [long, inline] =
      word.startsWith('--') && word.includes('=')
        ? [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]
        : [word, undefined];
    const short = /^-[wkt].+$/.test(word) ? word.slice(0, 2) : long;
    const name = options.get(short);
    if (name === undefined) {
      if (word === '-c' || long === '--config')
        found.leave(
          place,
          `gunicorn also reads ${quoted(inline ?? words[i + 1] ?? '')}, which was not read.`,
        );
      continue;
    }
    const value = inline ?? (short === word ? words[++i] : word.slice(2));
    if (value === undefined) continue;
    if (/[$`]/.test(value))
      found.leave(place, `${name} is ${quoted(value)}, which only a shell could tell; left out.`);
    else take(found, name, value, place);
  }
  if (found.settings.every(({ path }) => !path.startsWith('web.')))
    found.add('web.server', 'gunicorn', place);
  else finish(found, place);
}

/** The words of a command line, or of a JSON list of words; quotes are taken off. */
export function wordsOf(command: string): string[] {
  return [...command.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"',[\]]+)/g)].flatMap(
    ([, double, single, bare]) => splitCommand(double ?? single ?? bare!),
  );
}

/** `sh -c "gunicorn ..."` holds a command line in a word. */
export function splitCommand(word: string): string[] {
  return /\s/.test(word) && /\bgunicorn\b|\brunserver\b/.test(word) ? word.split(/\s+/) : [word];
}
