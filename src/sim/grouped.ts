/** The nearest whole number with thousands separated, the same on every machine: 3,467. Halves go up, and -0 is 0. */
export function grouped(value: number): string {
  // Adding 0 makes 0 of -0.
  return String(Math.round(value) + 0).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
