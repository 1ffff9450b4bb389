import { z } from 'zod';

export const provenance = z.strictObject({
  kind: z.enum(['measured', 'fitted', 'documented default', 'guess']),
  source: z.string().min(1),
});

export const parameterSets = z.strictObject({
  paths: z.array(z.string().min(1)).min(1).max(200),
  point: z.array(z.number()),
  values: z.array(z.array(z.number())).min(1).max(1000),
});
