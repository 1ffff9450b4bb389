import { isExponential } from '../../distributions/distribution.ts';
import { momentsOf } from '../../distributions/moments.ts';
import { closedMmc } from '../../theory/closedMmc.ts';
import { MOST_STATES } from '../../theory/markovQueue.ts';
import { LEAVE } from '../network.ts';
import { probabilityOf } from '../traffic.ts';
import type { NetworkTheory } from './expected.ts';
import { faresAt } from './fares.ts';
import { foundQuantiles } from './foundQuantiles.ts';
import { exponentialPatienceOf } from './impatience.ts';
import { placeAt } from './places.ts';
import { isMarkovian, isPatient } from './productForm.ts';
import { serviceQuantiles, waitQuantiles } from './quantiles.ts';

/** One closed class at one station that turns users away, or that they give up: they think again. */
export const finiteSource: NetworkTheory = (network) => {
  const [className, ...others] = Object.keys(network.classes);
  const [name, ...elsewhere] = Object.keys(network.stations);
  if (className === undefined || name === undefined) return [];
  if (others.length > 0 || elsewhere.length > 0) return [];
  const { source, visits } = network.classes[className]!;
  const [visit, ...more] = Object.values(visits);
  const place = placeAt(network, name, () => 1);
  if (!('population' in source) || place === null || visit === undefined) return [];
  if (more.length > 0 || probabilityOf(visit.next, LEAVE) !== 1) return [];
  const { servers, station } = place;
  const { capacity, discipline } = station;
  const thinkS = momentsOf(source.think).mean;
  const patient = isPatient(place);
  const noQueue = capacity === servers;
  if (discipline === 'PS' || (capacity === null && patient)) return [];
  if (thinkS === 0 || place.load === 0 || source.population > MOST_STATES) return [];
  // Without a queue nothing depends on the distributions.
  if (!noQueue && !(isExponential(source.think) && isMarkovian(place))) return [];
  const patienceS = patient ? Infinity : exponentialPatienceOf(place);
  if (patienceS === null) return [];
  const solved = closedMmc(source.population, thinkS, momentsOf(visit.service).mean, servers, {
    ...(capacity !== null && { capacity }),
    patienceS,
  });
  const formula = noQueue ? 'Engset' : 'finite source M/M/c/K//N';
  const actual = placeAt(network, name, () => solved.arrivalRate)!;
  return [
    ...faresAt(actual, formula, () => ({
      ...(capacity !== null && { lossProbability: solved.blockProbability }),
      ...(!patient && { renegeProbability: solved.abandonProbability }),
      waitProbability: solved.waitProbability,
      meanWait_s: solved.meanWaitS,
    })),
    ...(noQueue
      ? [...waitQuantiles(actual, formula, () => 0), ...serviceQuantiles(actual, formula)]
      : []),
    ...(patient && !noQueue ? foundQuantiles(actual, formula, solved.found) : []),
  ];
};
