import { z } from 'zod';

/** What values of settings may be, where several parts of a scenario share it. */

export const count = z.int().min(0).max(1_000_000);
/** From 1 to `most`; bounds that are laid over one another would both have to hold. */
export const upTo = (most: number) => z.int().min(1).max(most);
export const positive = upTo(1_000_000);
export const seconds = z.number().min(0).max(31_536_000);
export const ms = z.number().min(0).max(3_600_000);
export const status = z.int().min(100).max(599);
export const share = z.number().min(0).max(1);

export const durationMs = z.union(
  [
    ms,
    z.strictObject({ exponential: z.strictObject({ mean_ms: ms }) }),
    z.strictObject({
      uniform: z
        .strictObject({ min_ms: ms, max_ms: ms })
        .refine((range) => range.min_ms <= range.max_ms, 'accepted: min_ms up to max_ms'),
    }),
    z.strictObject({
      lognormal: z.strictObject({ median_ms: ms, sigma: z.number().min(0).max(3) }),
    }),
  ],
  'accepted: ms as a number >= 0, or {"lognormal": {"median_ms", "sigma"}}, {"exponential": {"mean_ms"}}, {"uniform": {"min_ms", "max_ms"}}',
);

/** Whether each stage of a load begins later than the one before. */
export function inOrder(stages: readonly { readonly from_s: number }[]): boolean {
  return stages.every((stage, i) => i === 0 || stages[i - 1]!.from_s < stage.from_s);
}
export const inOrderHint = 'accepted: stages that each begin later than the one before';
