import type { OpenPlace } from './places.ts';

/** Name of a formula for what comes from outside; what comes by way of other stations needs product form to follow it. */
export function formulaOf({ direct }: OpenPlace, name: string): string {
  return direct ? name : 'open product form (Jackson, BCMP)';
}
