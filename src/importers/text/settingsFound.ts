import type { FoundSetting } from '../../contract/imports.ts';
import { at, fault, type Place, quoted } from './fault.ts';
import { plain } from './numbers.ts';

/** What a setting may be. */
export type Kind =
  | { readonly is: 'count'; readonly least: number }
  | { readonly is: 'seconds' }
  | { readonly is: 'milliseconds' }
  | { readonly is: 'flag' }
  | { readonly is: 'one of'; readonly values: readonly string[] };

export const count = (least: number): Kind => ({ is: 'count', least });
export const seconds: Kind = { is: 'seconds' };
/** ms, or with a unit as PostgreSQL takes it: `30s`, `5min`. */
export const milliseconds: Kind = { is: 'milliseconds' };
export const flag: Kind = { is: 'flag' };
export const oneOf = (...values: readonly string[]): Kind => ({ is: 'one of', values });

/** A setting of a program and where the model has it. */
export interface Known {
  readonly path: string;
  readonly kind: Kind;
}

/** Collects the settings that a file has, and what is said of those that cannot be taken. */
export class SettingsFound {
  readonly settings: FoundSetting[] = [];
  readonly assumed: string[] = [];
  private readonly prevails: boolean;

  constructor(prevails = false) {
    this.prevails = prevails;
  }

  /** Takes a value as it is written. Throws for one that the program itself would refuse. */
  take({ path, kind }: Known, text: string, place: Place): void {
    const value = valueOf(kind, text.trim());
    if (value === undefined) {
      throw fault(
        place,
        `${path.split('.').at(-1)} is ${quoted(text)}; accepted: ${accepted(kind)}`,
      );
    }
    this.add(path, value, place);
  }

  add(path: string, value: FoundSetting['value'], place: Place): void {
    this.settings.push({
      path,
      value,
      source: at({ file: place.file, line: place.line }),
      ...(this.prevails && { prevails: true }),
    });
  }

  /** Something that stands there, but is not taken. */
  leave(place: Place, what: string): void {
    this.assumed.push(`${at(place)}: ${what}`);
  }
}

const msOfUnit: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

function valueOf(kind: Kind, text: string): string | number | boolean | undefined {
  switch (kind.is) {
    case 'count': {
      const value = plain(text);
      return value !== null && Number.isInteger(value) && value >= kind.least ? value : undefined;
    }
    case 'seconds': {
      const value = plain(text);
      return value !== null && value >= 0 ? value : undefined;
    }
    case 'milliseconds': {
      const [, number, unit] = /^(.*?)\s*(us|ms|s|min|h|d)?$/.exec(text)!;
      const value = plain(number!);
      return value !== null && value >= 0 ? value * msOfUnit[unit ?? 'ms']! : undefined;
    }
    case 'flag':
      return /^(?:true|on|yes|1)$/i.test(text)
        ? true
        : /^(?:false|off|no|0)$/i.test(text)
          ? false
          : undefined;
    case 'one of':
      return kind.values.includes(text) ? text : undefined;
  }
}

function accepted(kind: Kind): string {
  switch (kind.is) {
    case 'count':
      return `a whole number >= ${kind.least}`;
    case 'seconds':
      return 's, as a number >= 0';
    case 'milliseconds':
      return 'ms >= 0, or with a unit (us, ms, s, min, h, d)';
    case 'flag':
      return 'true or false';
    case 'one of':
      return kind.values.join(', ');
  }
}
