import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import type { Reader } from '../importer.ts';
import { fault, type Place, quoted } from '../text/fault.ts';
import { plain } from '../text/numbers.ts';
import { count, SettingsFound } from '../text/settingsFound.ts';
import { takePgbouncer } from '../pgbouncer/settings.ts';
import { postgresSettings } from '../postgres/settings.ts';
import { splitCommand, takeGunicornCommand, wordsOf } from '../python/gunicorn.ts';

/** The parser's time grows with the square of faults, so a file larger than any of its kind is not begun. */
const LARGEST = 256 * 1024;

/** docker-compose.yml: commands and environment of PostgreSQL, PgBouncer and the web service; nothing is expanded or run. */
export const dockerCompose: Reader = {
  id: 'docker-compose',
  title: 'docker-compose.yml',
  detect({ name, text }) {
    if (!/^services\s*:/m.test(text)) return 0;
    return /compose.*\.ya?ml$/i.test(name) ? 0.97 : 0.85;
  },
  async read(file) {
    const text = await file.text(LARGEST);
    const lines = new LineCounter();
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: false,
    });
    const error = document.errors[0];
    if (error !== undefined) {
      const { line, col } = lines.linePos(error.pos[0]);
      throw fault(
        { file: file.name, line, column: col },
        `is no YAML (${error.message.split('\n')[0]!.slice(0, 150)}); accepted: a compose file`,
      );
    }
    const services = isMap(document.contents) ? document.contents.get('services', true) : undefined;
    if (!isMap(services))
      throw fault({ file: file.name }, 'services is no map; accepted: a compose file');
    const found = new SettingsFound(true);
    const understood: string[] = [];
    for (const pair of services.items) {
      const name = isScalar(pair.key) ? String(pair.key.value) : '';
      if (isMap(pair.value))
        understood.push(
          ...new Service(name, pair.value, found, (node) => placeOf(file.name, lines, node)).take(),
        );
      else if (isAlias(pair.value))
        found.leave({ file: file.name }, `service ${name} is an alias; left out.`);
    }
    return { settings: found.settings, understood, assumed: found.assumed };
  },
};

function placeOf(file: string, lines: LineCounter, node: unknown): Place {
  const offset = (node as Node | undefined)?.range?.[0];
  return offset === undefined ? { file } : { file, line: lines.linePos(offset).line };
}

/** A service of a compose file. */
class Service {
  private readonly name: string;
  private readonly map: YAMLMap;
  private readonly found: SettingsFound;
  private readonly place: (node: unknown) => Place;

  constructor(name: string, map: YAMLMap, found: SettingsFound, place: (node: unknown) => Place) {
    this.name = name;
    this.map = map;
    this.found = found;
    this.place = place;
  }

  /** Takes its settings; says what it is. */
  take(): string[] {
    const image = this.textAt(['image']) ?? '';
    const words = this.command();
    if (/pgbouncer/i.test(image)) return this.takePgbouncer(image);
    if (/(?:^|\/)(?:postgres|postgresql|postgis|timescaledb)(?=[:@-]|$)/i.test(image))
      return this.takePostgres(image, words);
    if (words.some((word) => /(?:^|\/)gunicorn$/.test(word)) || words.includes('runserver'))
      return this.takeWeb(words);
    return [];
  }

  private takePostgres(image: string, words: readonly string[]): string[] {
    for (const [i, word] of words.entries()) {
      const text =
        word === '-c'
          ? (words[i + 1] ?? '')
          : word.startsWith('--')
            ? word.slice(2).replace('-', '_')
            : '';
      const setting = /^(\w+)=(.*)$/.exec(text);
      const known = postgresSettings.get(setting?.[1] ?? '');
      if (known !== undefined)
        this.value(setting![2]!, this.map.get('command', true), (value, place) =>
          this.found.take(known, value, place),
        );
    }
    if (/^(?:docker\.io\/)?(?:library\/)?(?:postgres|postgis\/postgis)\b/.test(image)) {
      const place = this.place(this.map.get('image', true));
      this.found.add('postgres.role', 'superuser', place);
      this.found.leave(
        place,
        `the image ${quoted(image)} makes POSTGRES_USER a superuser: the application is taken to use that role, which may take the reserved slots.`,
      );
    }
    this.takeCpus('postgres.cpu_cores');
    return [`Service ${this.name} is PostgreSQL (${image}).`];
  }

  private takePgbouncer(image: string): string[] {
    for (const [name, value, node] of this.environment()) {
      const key = name.replace(/^PGBOUNCER_/, '').toLowerCase();
      this.value(value, node, (text, place) => takePgbouncer(this.found, key, text, place));
    }
    this.takeReplicas('pgbouncer.replicas');
    return [`Service ${this.name} is PgBouncer (${image}).`];
  }

  private takeWeb(words: readonly string[]): string[] {
    const place = this.place(this.map.get('command', true));
    const isGunicorn = words.some((word) => /(?:^|\/)gunicorn$/.test(word));
    if (isGunicorn) takeGunicornCommand(this.found, words, place);
    else this.found.add('web.server', 'runserver', place);
    this.takeCpus('web.cpu_cores');
    this.takeReplicas('web.replicas');
    return [`Service ${this.name} is the web tier (${isGunicorn ? 'gunicorn' : 'runserver'}).`];
  }

  private takeReplicas(path: string): void {
    const keys = [['deploy', 'replicas'], ['scale']].find(
      (candidate) => this.textAt(candidate) !== null,
    );
    if (keys === undefined) return;
    this.value(this.textAt(keys)!, this.map.getIn(keys, true), (text, place) =>
      this.found.take({ path, kind: count(1) }, text, place),
    );
  }

  private takeCpus(path: string): void {
    const keys = [['deploy', 'resources', 'limits', 'cpus'], ['cpus']].find(
      (candidate) => this.textAt(candidate) !== null,
    );
    if (keys === undefined) return;
    this.value(this.textAt(keys)!, this.map.getIn(keys, true), (text, place) => {
      const value = plain(text);
      if (value === null || value <= 0)
        throw fault(place, `cpus is ${quoted(text)}; accepted: a number above 0`);
      this.found.add(path, value, place);
    });
  }

  /** A value, or the default in `${NAME:-default}`; what only the environment could tell is said. */
  private value(text: string, node: unknown, take: (text: string, place: Place) => void): void {
    const place = this.place(node);
    const variable = /^\$\{(\w+)(?::?-([^}]*))?\}$/.exec(text.trim());
    if (variable === null && !text.includes('$')) take(text, place);
    else if (variable?.[2] !== undefined && variable[2] !== '') {
      this.found.leave(place, `${quoted(text)} is taken for its default ${quoted(variable[2])}.`);
      take(variable[2], place);
    } else
      this.found.leave(
        place,
        `${quoted(text)} stands in the environment, which is not read; left out.`,
      );
  }

  /** A command with the defaults of its variables. */
  private withDefaults(text: string, place: Place): string {
    return text.replaceAll(/\$\{(\w+):?-([^}]*)\}/g, (variable, _name, value: string) => {
      this.found.leave(place, `${quoted(variable)} is taken for its default ${quoted(value)}.`);
      return value;
    });
  }

  private command(): string[] {
    return ['entrypoint', 'command'].flatMap((key) => {
      const node = this.map.get(key, true);
      const words = (value: unknown): string => this.withDefaults(String(value), this.place(node));
      if (isSeq(node)) {
        return node.items.flatMap((item) =>
          isScalar(item) ? splitCommand(words(item.value)) : [],
        );
      }
      return isScalar(node) && typeof node.value === 'string' ? wordsOf(words(node.value)) : [];
    });
  }

  private environment(): (readonly [name: string, value: string, node: unknown])[] {
    const node = this.map.get('environment', true);
    if (isMap(node)) {
      return node.items.flatMap(({ key, value }) =>
        isScalar(key) && isScalar(value)
          ? [[String(key.value), String(value.value ?? ''), value] as const]
          : [],
      );
    }
    if (!isSeq(node)) return [];
    return node.items.flatMap((item) => {
      const text = isScalar(item) ? String(item.value) : '';
      const at = text.indexOf('=');
      return at < 0 ? [] : [[text.slice(0, at), text.slice(at + 1), item] as const];
    });
  }

  private textAt(keys: readonly string[]): string | null {
    const node = this.map.getIn(keys, true);
    return isScalar(node) && node.value !== null ? String(node.value) : null;
  }
}
