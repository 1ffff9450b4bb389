/** Numbers as people type them, in a field or after an option: which texts stand for one, and which numbers are accepted. */

/** Whole numbers in `least`..`most`. */
export interface Whole {
  readonly kind: 'whole';
  readonly least: number;
  readonly most: number;
}

/** Numbers above 0, up to `most`. */
export interface AboveZero {
  readonly kind: 'aboveZero';
  readonly most: number;
}

/** Which numbers are accepted. */
export type Accepted = Whole | AboveZero;

export function whole(least: number, most: number): Whole {
  return { kind: 'whole', least, most };
}

export function aboveZero(most: number): AboveZero {
  return { kind: 'aboveZero', most };
}

const digits = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+)`;
const wholeNumber = new RegExp(`^[+-]?${digits}$`);
const decimal = new RegExp(String.raw`^[+-]?(?:${digits}\.?\d*|\.\d+)(?:e[+-]?\d+)?$`, 'i');

/**
 * The number that `text` stands for, in decimals; null where it stands for none. Thousands may be separated by commas, as
 * Plimsoll prints them; spaces around it do not count.
 */
export function numberOf(text: string): number | null {
  const bare = text.trim();
  return decimal.test(bare) ? Number(bare.replaceAll(',', '')) : null;
}

/** The number that `text` stands for, or why it is not accepted: `is "1e9"; accepted: a whole number from 2 to 1000`. */
export function readNumber(
  text: string,
  accepted: Accepted,
): { readonly value: number; readonly fault: null } | { readonly fault: string } {
  const value = numberOf(text);
  if (value !== null && isAccepted(value, text.trim(), accepted)) return { value, fault: null };
  const is = text.trim() === '' ? 'is empty' : `is "${text}"`;
  return { fault: `${is}; accepted: ${inWords(accepted)}` };
}

function isAccepted(value: number, text: string, accepted: Accepted): boolean {
  return accepted.kind === 'whole'
    ? wholeNumber.test(text) && value >= accepted.least && value <= accepted.most
    : value > 0 && value <= accepted.most;
}

function inWords(accepted: Accepted): string {
  return accepted.kind === 'whole'
    ? `a whole number from ${accepted.least} to ${accepted.most}`
    : `a number above 0, up to ${accepted.most}`;
}
