/**
 * What `rounds` runs of each subject gave, by subject. They take turns, so that a machine that changes its speed changes it for all
 * of them.
 */
export async function inTurns<Subject, Result>(
  subjects: readonly Subject[],
  rounds: number,
  run: (subject: Subject, round: number) => Result | Promise<Result>,
): Promise<Result[][]> {
  const results: Result[][] = subjects.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, subject] of subjects.entries()) results[i]!.push(await run(subject, round));
  }
  return results;
}

/** The middle one by what `by` says of each; of an even number the higher one. At least one. */
export function middle<Result>(results: readonly Result[], by: (result: Result) => number): Result {
  return results.toSorted((a, b) => by(a) - by(b))[Math.floor(results.length / 2)]!;
}
