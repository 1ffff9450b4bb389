import { erlangC } from '../../theory/erlang.ts';
import {
  nonPreemptivePriority,
  preemptivePriority,
  preemptivePriorityOfMany,
} from '../../theory/priority.ts';
import type { StationTheory } from './expected.ts';
import { faresAt } from './fares.ts';
import { mixtureOf, type OpenPlace, partOf } from './places.ts';
import { isMarkovian, isRanked } from './productForm.ts';
import { waitingRoom } from './waitingRoom.ts';

/** Poisson arrivals on levels of priority, one class or more on each: M/G/1, and M/M/c where all need the same mean. */
export const priorities: StationTheory = (place) => {
  const { servers, station } = place;
  if (!place.poisson || !place.steady || !isRanked(place)) return [];
  if (servers > 1 && !isMarkovian(place)) return [];
  const system = servers === 1 ? 'M/G/1' : 'M/M/c';
  const ranks = levelsOf(place);
  const levels = ranks.map((level) => {
    const { mean, squaredCv } = mixtureOf(level);
    return { arrivalRate: level.rate, serviceS: mean, squaredCv };
  });
  const rankOf = (className: string): number =>
    ranks.findIndex(({ inflows }) => inflows.some((inflow) => inflow.className === className));
  if (station.discipline === 'priority') {
    const solved = nonPreemptivePriority(levels, servers);
    // Poisson arrivals find all servers busy for the share of time that they are.
    const waitProbability = erlangC(place.load, servers);
    return faresAt(place, `${system}, priority (Cobham)`, ({ className }) => ({
      waitProbability,
      meanWait_s: solved[rankOf(className)]!.meanWaitS,
    }));
  }
  const solved =
    servers === 1 ? preemptivePriority(levels) : preemptivePriorityOfMany(levels, servers);
  return [
    ...faresAt(place, `${system}, preemptive-resume priority`, ({ className, serviceS }) => {
      const rank = rankOf(className);
      const { meanResponseS, stretch } = solved[rank]!;
      const visitS = meanResponseS + (serviceS - levels[rank]!.serviceS) * stretch;
      return { meanWait_s: visitS - serviceS };
    }),
    // Nobody else exists for the first level.
    ...waitingRoom(ranks[0]!).filter(({ figure }) => figure.startsWith('classes.')),
  ];
};

/** A place for each level of priority, alone and in the order of arrival, the first one first. */
function levelsOf(place: OpenPlace): OpenPlace[] {
  const ranks = [...new Set(place.inflows.map(({ jobClass }) => jobClass.priority))];
  return ranks
    .sort((a, b) => a - b)
    .map((rank) =>
      partOf(
        place,
        place.inflows.filter(({ jobClass }) => jobClass.priority === rank),
      ),
    );
}
