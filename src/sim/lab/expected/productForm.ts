import { isExponential } from '../../distributions/distribution.ts';
import type { Place } from './places.ts';

/**
 * Whether a station may be part of a product-form network: nobody gives up or is lost, and it shares its servers, has
 * enough for all, or serves in an order that knows no lengths, with exponential service of one mean.
 * Source: F. Baskett et al., Journal of the ACM 22 (1975) 248-260.
 */
export function hasProductForm(place: Place): boolean {
  const { station } = place;
  if (!isLossless(place)) return false;
  if (station.discipline === 'PS' || station.servers === 'infinite') return true;
  return !isRanked(place) && isMarkovian(place);
}

/** Whether everybody gets served, sooner or later. */
export function isLossless(place: Place): boolean {
  return place.station.capacity === null && isPatient(place);
}

/** Whether nobody gives up. */
export function isPatient({ inflows }: Place): boolean {
  return inflows.every(({ visit }) => visit.patience === null);
}

/** Whether some are served before others that have come earlier, by their class. */
export function isRanked({ station: { discipline } }: Place): boolean {
  return discipline === 'priority' || discipline === 'preemptive';
}

/** Whether all services are exponential with one mean. */
export function isMarkovian({ inflows }: Place): boolean {
  return inflows.every(
    ({ visit, serviceS }) => isExponential(visit.service) && serviceS === inflows[0]!.serviceS,
  );
}
