/** A figure that was promised, beside the one that was measured. */
export interface Goal {
  readonly what: string;
  readonly wanted: string;
  readonly measured: string;
  readonly met: boolean;
}

/** At least `least`. */
export function atLeast(what: string, measured: number, least: number, unit = ''): Goal {
  return {
    what,
    wanted: `>= ${figure(least)}${unit}`,
    measured: `${figure(measured)}${unit}`,
    met: measured >= least,
  };
}

/** Below `limit`. */
export function below(what: string, measured: number, limit: number, unit = ''): Goal {
  return {
    what,
    wanted: `< ${figure(limit)}${unit}`,
    measured: `${figure(measured)}${unit}`,
    met: measured < limit,
  };
}

/** Three significant digits, thousands separated: 1,230,000. */
export function figure(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return Math.abs(rounded) >= 1000 ? rounded.toLocaleString('en-US') : String(rounded);
}
