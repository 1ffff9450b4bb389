/** A duration in ms: a constant, or a distribution. */
export type DurationMs =
  | number
  | { readonly exponential: { readonly mean_ms: number } }
  | { readonly uniform: { readonly min_ms: number; readonly max_ms: number } }
  | { readonly lognormal: { readonly median_ms: number; readonly sigma: number } };
