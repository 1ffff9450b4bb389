import { counted } from '../counted.ts';
import { grouped } from '../grouped.ts';
import { type Agreement, farLimit } from './agreement.ts';
import type { AnsweredFigure, QueueAnswer } from './answer.ts';

/** What was simulated, in a line. */
export function whatWasDone(answer: QueueAnswer): string {
  const { replications, seed, warmUp, measured, events, exactPercentiles } = answer;
  const runs =
    replications === 1
      ? 'One replication, since nothing is left to chance'
      : `${counted(replications, 'replication')} with seed ${seed}`;
  const what =
    warmUp === null || measured === null
      ? 'from an empty system on, nothing left out'
      : `${counted(measured, 'job')} measured in each after ${grouped(warmUp)} of warm-up`;
  const percentiles = exactPercentiles ? '' : '; percentiles from bins at most 0.4 % wide';
  return `${runs}, ${what}; ${counted(events, 'event')}${percentiles}`;
}

/** What the exact figures say of a run, in one sentence. */
export function agreementSentence(answer: QueueAnswer): string {
  const many = (wanted: Agreement): number =>
    answer.figures.filter(({ agreement }) => agreement === wanted).length;
  const far = many('far');
  const judged = many('inside') + many('near') + far;
  if (judged === 0) {
    return answer.figures.some(({ theory }) => theory?.kind === 'exact')
      ? 'No figure has an interval that an exact one could be held against.'
      : 'Theory has no exact figure for this network; bounds and approximations are marked.';
  }
  const limit = farLimitOf(answer);
  const rest =
    far === 0
      ? `none is further off than ${limit}`
      : `${far} ${far === 1 ? 'is' : 'are'} further off than ${limit}, which chance does not explain`;
  return `${many('inside')} of ${judged} exact figures lie in the 95 % interval of the simulated one, and ${rest}. Figures of one run move together.`;
}

/** From where on an exact value is too far off for chance: `3.9 standard errors`. */
export function farLimitOf({ replications }: QueueAnswer): string {
  return `${farLimit(replications).toPrecision(2)} standard errors`;
}

export interface FigureGroup {
  /** `stations.desk`. */
  readonly name: string;
  /** With the last part of its path, by which it is called within the group. */
  readonly figures: readonly (AnsweredFigure & { readonly shortName: string })[];
}

/** Figures of one station, class or visit together, without what never happens. */
export function figureGroups({ figures }: QueueAnswer): FigureGroup[] {
  const shown = figures.filter((figure) => !neverHappens(figure));
  const groups = Map.groupBy(shown, ({ figure }) => figure.slice(0, figure.lastIndexOf('.')));
  return [...groups].map(([name, own]) => ({
    name,
    figures: own.map((figure) => ({ ...figure, shortName: figure.figure.slice(name.length + 1) })),
  }));
}

/** A share that is 0 because nothing is ever lost, or nobody ever gives up: not worth a line. */
function neverHappens({ figure, mean, theory }: AnsweredFigure): boolean {
  return /(?:loss|renege)Probability$/.test(figure) && mean === 0 && theory === null;
}
