import { namedSeed } from '../../sim/kernel/randomStreams.ts';
import { figuresOf, type LabEstimate } from '../../sim/lab/figures.ts';
import { Replications } from '../../sim/lab/replications.ts';
import type { QueueRun } from '../../sim/lab/results.ts';
import { prepare, replicate } from '../../sim/lab/study.ts';
import { type ExpectedValue, type TheoryCase, toleranceOf } from './cases.ts';
import { figurePath, networkOf, tracedFigures } from './translate.ts';

/** A figure of a case: what theory says, what was simulated, and whether they agree. */
export interface Row {
  readonly id: string;
  readonly figure: string;
  readonly exact: ExpectedValue;
  readonly simulated: ExpectedValue | null;
  readonly standardError: number | null;
  /** (simulated - exact) / standardError; null where nothing is drawn, or nothing was seen to vary. */
  readonly z: number | null;
  /** Two standard errors are to be within it, one must be. */
  readonly tolerance: number;
  readonly replications: number;
  readonly verdict: Verdict;
}

export type Verdict = 'agrees' | 'differs' | 'too imprecise' | 'unknown figure';

/** Largest deviation that chance may explain, in standard errors. */
const LARGEST_Z = 3.5;
/** From here on a figure is looked at again with at least twice the runs: a real difference grows with them, chance does not. */
const DOUBTFUL_Z = 2.5;
/** What is further off than this is so for another reason than chance. */
const HOPELESS_Z = 8;
/** Standard errors in the half of a 95 % interval, which is to lie within the tolerance. */
const HALF_WIDTH = 2;
const FEWEST_RUNS = 20;
const MOST_RUNS = 640;
/** More runs than precision seems to ask for, because a standard error is an estimate itself. */
const SAFETY = 1.1;
/** Exact figures are given to ten digits, and no run of this length resolves a millionth. */
const RESOLUTION = 1e-6;
/** What a probability or a mean number may be off where it is too small for a relative tolerance. */
const ABSOLUTE = 0.002;

/**
 * Simulates a case until its figures are precise and beyond doubt, or the most runs are done. Under one seed every case has draws
 * of its own, so that what is unlucky for one is not for all.
 */
export function checkCase(theoryCase: TheoryCase, studySeed: number): Row[] {
  const seed = namedSeed(studySeed, theoryCase.id);
  const network = networkOf(theoryCase);
  const study = prepare(network, seed);
  if (Object.values(network.classes).some(({ source }) => 'trace' in source)) {
    return checkTrace(theoryCase, replicate(study, seed, 0));
  }
  const replications = new Replications(study, seed);
  const { runs } = replications;
  for (let wanted = FEWEST_RUNS; ;) {
    while (runs.length < wanted) replications.next();
    const figures = figuresOf(network, runs);
    const rows = Object.entries(theoryCase.expected).map(([name, exact]) =>
      compare(theoryCase, name, exact, figures[figurePath(name) ?? ''], runs.length),
    );
    const more = runsWanted(rows, wanted);
    if (more <= wanted || wanted >= MOST_RUNS) return rows;
    wanted = Math.min(more, MOST_RUNS);
  }
}

/**
 * How many runs it takes until every figure is precise and beyond doubt, by what `runs` of them say: a standard error falls with
 * their square root. No more than there are where all is well, or where a figure is so far off that nothing would bring it back.
 */
function runsWanted(rows: readonly Row[], runs: number): number {
  const furthest = Math.max(...rows.map(({ z }) => Math.abs(z ?? 0)));
  const coarsest = Math.max(
    ...rows.map(({ standardError, tolerance }) =>
      tolerance === 0 ? 0 : (HALF_WIDTH * (standardError ?? 0)) / tolerance,
    ),
  );
  if (furthest > HOPELESS_Z || (furthest <= DOUBTFUL_Z && coarsest <= 1)) return runs;
  const forPrecision = Math.ceil(SAFETY * coarsest ** 2 * runs);
  return Math.max(forPrecision, furthest > DOUBTFUL_Z ? 2 * runs : runs + FEWEST_RUNS);
}

function compare(
  theoryCase: TheoryCase,
  figure: string,
  exact: ExpectedValue,
  estimate: LabEstimate | undefined,
  replications: number,
): Row {
  const base = { id: theoryCase.id, figure, exact, replications };
  const { mean, standardError } = estimate ?? {};
  if (typeof exact !== 'number' || typeof mean !== 'number' || typeof standardError !== 'number') {
    return {
      ...base,
      simulated: null,
      standardError: null,
      z: null,
      tolerance: 0,
      verdict: 'unknown figure',
    };
  }
  const tolerance = toleranceFor(theoryCase, figure, exact);
  // A rare thing that was seen too seldom seems less uncertain than it is: its variance goes with its frequency.
  const rare = isShareOrNumber(figure) && exact < ABSOLUTE && mean < exact;
  const error = rare && mean > 0 ? standardError * Math.sqrt(exact / mean) : standardError;
  const difference = mean - exact;
  const unresolved = error === 0 || Math.abs(difference) <= RESOLUTION * Math.abs(exact);
  const z = unresolved ? null : difference / error;
  return {
    ...base,
    simulated: mean,
    standardError: error,
    z,
    tolerance,
    verdict: verdictOf(z, difference, error, tolerance),
  };
}

function verdictOf(
  z: number | null,
  difference: number,
  error: number,
  tolerance: number,
): Verdict {
  if (error > tolerance) return 'too imprecise';
  const agrees = z === null ? Math.abs(difference) <= tolerance : Math.abs(z) <= LARGEST_Z;
  return agrees ? 'agrees' : 'differs';
}

function toleranceFor(theoryCase: TheoryCase, figure: string, exact: number): number {
  const { relative, absolute } = toleranceOf(theoryCase);
  const share = relative * Math.abs(exact);
  if (isProbability(figure) && absolute !== null) return absolute;
  return isShareOrNumber(figure) ? Math.max(share, ABSOLUTE) : share;
}

function isProbability(figure: string): boolean {
  return /^p_|Probability$/.test(figure);
}

/** Probabilities, utilisations and mean numbers have no unit, times and rates have. */
function isShareOrNumber(figure: string): boolean {
  return !/_s$|slowdown/.test(figure);
}

/** Nothing is drawn: figures agree to the printed digits, counts and outcomes exactly. */
function checkTrace(theoryCase: TheoryCase, run: QueueRun): Row[] {
  const tolerance = toleranceOf(theoryCase).absolute ?? 5e-4;
  const measured = tracedFigures(run);
  return Object.entries(theoryCase.expected).map(([figure, exact]) => {
    const simulated = measured[figure] ?? null;
    return {
      id: theoryCase.id,
      figure,
      exact,
      simulated,
      standardError: null,
      z: null,
      tolerance,
      replications: 1,
      verdict:
        simulated === null
          ? 'unknown figure'
          : alike([simulated].flat(), [exact].flat(), tolerance)
            ? 'agrees'
            : 'differs',
    };
  });
}

function alike(
  a: readonly (number | string)[],
  b: readonly (number | string)[],
  tolerance: number,
): boolean {
  return (
    a.length === b.length &&
    a.every((value, i) => {
      const other = b[i]!;
      return typeof value === 'number' && typeof other === 'number'
        ? Math.abs(value - other) <= tolerance
        : value === other;
    })
  );
}
