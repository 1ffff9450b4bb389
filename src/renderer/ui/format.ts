/** How numbers read on every screen: one place, so that the same figure never appears in two spellings. */

export const missing = '–';
const nbsp = '\u00a0';

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en-GB', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const hundredths = new Intl.NumberFormat('en-GB', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const twoDigits = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 2 });
const asIs = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 4 });

type Maybe = number | null | undefined;
/** `beside` is the other end of an interval, which is printed in the same unit. */
export type Format = (value: Maybe, beside?: Maybe) => string;

function absent(value: Maybe): value is null | undefined {
  return value === null || value === undefined || Number.isNaN(value);
}

/** A number of things. Means over replications below ten keep a decimal: 0.4 failures are not none. */
export const count: Format = (value) => {
  if (absent(value)) return missing;
  return Math.abs(value) < 10 && !Number.isInteger(value)
    ? tenths.format(value)
    : whole.format(value);
};

/** ms for a column that is headed ms: up to 9,999 bare, above that s with their unit. */
export const msCell: Format = (value, beside) => {
  if (absent(value)) return missing;
  if (Math.round(Math.max(value, beside ?? value)) > 9999) {
    const s = value / 1000;
    return `${(s < 1 ? twoDigits : tenths).format(s)}${nbsp}s`;
  }
  return Math.abs(value) < 10 && !Number.isInteger(value)
    ? tenths.format(value)
    : whole.format(value);
};

/** ms up to 9,999 ms, then s with one decimal. */
export const ms: Format = (value) => {
  const text = msCell(value);
  return absent(value) || text.endsWith('s') ? text : `${text}${nbsp}ms`;
};

/** A share, 0..1, in percent with one decimal; what is not zero never reads as zero. */
export const percent: Format = (value) => {
  if (absent(value)) return missing;
  if (value > 0 && value < 0.0005) return `<${nbsp}0.1${nbsp}%`;
  return `${tenths.format(value * 100)}${nbsp}%`;
};

/** As `percent`, without the sign: for intervals, whose unit stands before them. */
export const percentCell: Format = (value) => {
  if (absent(value)) return missing;
  return value > 0 && value < 0.0005 ? `<${nbsp}0.1` : tenths.format(value * 100);
};

/** Per second, as Locust prints it. */
export const perSecond: Format = (value) => (absent(value) ? missing : hundredths.format(value));

/** A setting: grouped, at most four significant digits. */
export const setting: Format = (value) => (absent(value) ? missing : asIs.format(value));

/** `[low, high]`, both in one unit; empty without bounds. */
export function interval(low: Maybe, high: Maybe, format: Format): string {
  return absent(low) || absent(high) ? '' : `[${format(low, high)},${nbsp}${format(high, low)}]`;
}

/** Whether a percentile of `n` values stands on fewer than five of them: n(1 - p) < 5. */
export function isThin(n: number, percentile: number): boolean {
  return n * (1 - percentile) < 5 - 1e-9;
}

/** Date and time of an ISO instant, to the minute, in UTC so that it reads the same everywhere. */
export function instant(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** Milliseconds that something took, for people: 840 ms, 12.3 s, 2 min 5 s. */
export function took(elapsedMs: number): string {
  if (elapsedMs < 60_000)
    return elapsedMs < 10_000
      ? ms(Math.round(elapsedMs))
      : `${tenths.format(elapsedMs / 1000)}${nbsp}s`;
  const seconds = Math.round(elapsedMs / 1000);
  return `${Math.floor(seconds / 60)}${nbsp}min ${seconds % 60}${nbsp}s`;
}
