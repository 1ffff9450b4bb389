import { z } from 'zod';
import { ms } from './ranges.ts';

/** semantics E8 */
export const redis = z.strictObject({
  round_trip_ms: ms.default(0.2),
  python_ms: ms.default(0.075),
  ignore_exceptions: z.boolean().default(false), // django-redis
});
