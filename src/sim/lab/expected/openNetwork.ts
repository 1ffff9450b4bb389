import { isExponential } from '../../distributions/distribution.ts';
import { momentsOf } from '../../distributions/moments.ts';
import { mmc } from '../../theory/mmc.ts';
import { figuresBelow, type Theory } from './expected.ts';
import { asSingleStation } from './openQueue.ts';
import { asProductForm } from './productForm.ts';

/** Open product-form networks with Poisson arrivals: every station has as many jobs as an M/M/c of its own would. */
export const openNetwork: Theory = (network) => {
  // One station with one class has more specific formulas.
  if (asSingleStation(network)?.visits.length === 1) return [];
  const form = asProductForm(network);
  if (form === null) return [];
  const rates = form.classes.flatMap(({ jobClass: { source } }) =>
    'interarrival' in source && isExponential(source.interarrival)
      ? [1 / momentsOf(source.interarrival).mean]
      : [],
  );
  if (rates.length < form.classes.length) return [];
  const { stations, classes } = form;
  const loads = stations.map((_, k) =>
    classes.reduce((sum, { demandsS }, r) => sum + rates[r]! * demandsS[k]!, 0),
  );
  if (
    stations.some(
      ({ station }, k) => station.servers !== 'infinite' && loads[k]! >= station.servers,
    )
  ) {
    return [];
  }
  const formula = 'open product form (Jackson, BCMP)';
  // In a station the classes share the number by their work.
  const solved = stations.map(({ station }, k) =>
    station.servers === 'infinite' || loads[k] === 0
      ? { meanInSystem: loads[k]!, waitProbability: 0 }
      : mmc(loads[k]!, 1, station.servers),
  );
  const numbers = solved.map(({ meanInSystem }) => meanInSystem);
  return [
    ...stations.flatMap(({ name, station }, k) => {
      const passing = classes.reduce((sum, { visits }, r) => sum + rates[r]! * visits[k]!, 0);
      const waits = station.servers !== 'infinite' && station.discipline !== 'PS' && passing > 0;
      return figuresBelow(`stations.${name}`, formula, {
        throughput_per_s: passing,
        meanBusy: loads[k]!,
        meanInStation: numbers[k]!,
        ...(station.servers !== 'infinite' && { utilisation: loads[k]! / station.servers }),
        ...(passing > 0 && { meanVisit_s: numbers[k]! / passing }),
        ...(waits && {
          // Jobs on their way see the network as it is over time.
          waitProbability: solved[k]!.waitProbability,
          meanQueueLength: numbers[k]! - loads[k]!,
          meanWait_s: (numbers[k]! - loads[k]!) / passing,
        }),
      });
    }),
    ...classes.flatMap(({ name, demandsS, visits }, r) => {
      const inSystem = stations.reduce((sum, { station }, k) => {
        const work = rates[r]! * demandsS[k]!;
        const waiting = numbers[k]! - loads[k]!;
        if (work === 0) return sum;
        if (station.servers === 'infinite') return sum + work;
        // Shared servers slow everybody by the same factor; in a queue everybody waits alike.
        const passing = classes.reduce((all, other, i) => all + rates[i]! * other.visits[k]!, 0);
        return station.discipline === 'PS'
          ? sum + (numbers[k]! * work) / loads[k]!
          : sum + work + (waiting * rates[r]! * visits[k]!) / passing;
      }, 0);
      return figuresBelow(`classes.${name}`, formula, {
        throughput_per_s: rates[r]!,
        meanInSystem: inSystem,
        meanResponse_s: inSystem / rates[r]!,
      });
    }),
  ];
};
