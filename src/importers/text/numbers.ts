import { fault, type Place, quoted } from './fault.ts';

/** Counts and times beyond these are faults of the file. */
const MOST = 1_000_000_000;
const LONGEST_MS = 86_400_000;

/** A whole number >= 0. Throws for anything else. */
export function countOf(text: string, place: Place): number {
  const value = plain(text);
  if (value === null || !Number.isInteger(value) || value < 0 || value > MOST)
    throw fault(place, `is ${quoted(text)}; accepted: a whole number from 0 to ${MOST}`);
  return value;
}

/** A time in ms >= 0. Throws for anything else. */
export function msOf(text: string, place: Place): number {
  const value = plain(text);
  if (value === null || value < 0 || value > LONGEST_MS)
    throw fault(place, `is ${quoted(text)}; accepted: ms from 0 to ${LONGEST_MS}`);
  return value;
}

/** A number >= 0, such as a rate. Throws for anything else. */
export function rateOf(text: string, place: Place): number {
  const value = plain(text);
  if (value === null || value < 0 || value > MOST)
    throw fault(place, `is ${quoted(text)}; accepted: a number from 0 to ${MOST}`);
  return value;
}

/** Null for a cell that says that there is no value. */
export function orNone<Value>(
  text: string,
  place: Place,
  parse: (text: string, place: Place) => Value,
): Value | null {
  return /^(?:|-|–|—|n\/a)$/i.test(text.trim()) ? null : parse(text, place);
}

/** A decimal number, thousands separated by commas or not; null for anything else, NaN and Infinity included. */
export function plain(text: string): number | null {
  const trimmed = text.trim();
  if (!/^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d{1,3})?$/i.test(trimmed)) return null;
  const value = Number(trimmed.replaceAll(',', ''));
  return Number.isFinite(value) ? value : null;
}
