import { parseArgs } from 'node:util';
import { badInput, type Issue } from '../contract/errors.ts';
import { type Accepted, readNumber } from '../contract/numberText.ts';

/** An option of a command: a flag, a text, or a text that alone may be given again and again. */
export interface Option {
  readonly kind: 'flag' | 'text' | 'list';
  /** What stands for its value in the help. */
  readonly value?: string;
  readonly help: string;
}
export type Options = Readonly<Record<string, Option>>;

/** The options that were given, and what stands between them. */
export class Arguments {
  /** Empty for commands that take options only. */
  readonly files: readonly string[];
  private readonly given: ReadonlyMap<string, readonly string[]>;

  constructor(given: ReadonlyMap<string, readonly string[]>, files: readonly string[] = []) {
    this.given = given;
    this.files = files;
  }

  flag(name: string): boolean {
    return this.given.has(name);
  }

  /** The value given. */
  text(name: string): string | undefined {
    return this.given.get(name)?.[0];
  }

  list(name: string): readonly string[] {
    return this.given.get(name) ?? [];
  }

  /** The number given; undefined when the option was not. Throws `AppError('invalid-input')` for one that is not accepted. */
  number(name: string, accepted: Accepted): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const number = readNumber(text, accepted);
    if (number.fault === null) return number.value;
    throw badInput([{ path: `--${name}`, message: number.fault }]);
  }
}

/**
 * The options in `argv`, and the files where a command takes some. Throws `AppError('invalid-input')` with an
 * issue for each one that is unknown or misused.
 */
export function parseArguments(
  argv: readonly string[],
  options: Options,
  takesFiles = false,
): Arguments {
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      Object.entries({ ...options, ...helpOption }).map(([name, { kind }]) => [
        name,
        { type: kind === 'flag' ? 'boolean' : 'string', ...(name === 'help' && { short: 'h' }) },
      ]),
    ),
    strict: false,
    tokens: true,
  });
  const given = new Map<string, string[]>();
  const files: string[] = [];
  const issues: Issue[] = [];
  const known: Options = { ...options, ...helpOption };
  let afterUnknown = false;
  for (const token of tokens) {
    // What follows an unknown option is probably its value, and no second fault.
    if (token.kind === 'positional' && !afterUnknown) {
      if (isBlank(token.value)) {
        const accepted = takesFiles ? 'a name' : 'options only';
        issues.push({
          path: `"${token.value}"`,
          message: `names nothing; accepted: ${accepted}, see --help`,
        });
      } else if (takesFiles) files.push(token.value);
      else
        issues.push({
          path: token.value,
          message: 'is not an option; accepted: options only, see --help',
        });
    }
    afterUnknown = false;
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    const { value } = token;
    if (option === undefined) {
      afterUnknown = value === undefined;
      issues.push({ path: token.rawName, message: `is unknown; accepted: ${accepted(options)}` });
    } else if (option.kind !== 'list' && given.has(token.name)) {
      issues.push({ path: token.rawName, message: 'is given twice; accepted: once' });
    } else if (option.kind === 'flag') {
      if (value !== undefined) {
        issues.push({ path: token.rawName, message: `is "${value}"; accepted: no value` });
      }
      given.set(token.name, []);
    } else if (
      value === undefined ||
      isBlank(value) ||
      (token.inlineValue === false && value.startsWith('--'))
    ) {
      issues.push({
        path: token.rawName,
        message: `has no value; accepted: ${option.value}, ${option.help}`,
      });
    } else {
      given.set(token.name, [...(given.get(token.name) ?? []), value]);
    }
  }
  if (issues.length > 0) throw badInput(issues);
  return new Arguments(given, files);
}

/** What a shell makes of a variable that is not set. */
function isBlank(value: string): boolean {
  return value.trim() === '';
}

export const helpOption: Options = { help: { kind: 'flag', help: 'say this' } };

function accepted(options: Options): string {
  return Object.keys({ ...options, ...helpOption })
    .map((name) => `--${name}`)
    .join(', ');
}
