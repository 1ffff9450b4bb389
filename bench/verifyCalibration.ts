import { parseArgs } from 'node:util';
import { builtInMeasurement, builtInScenario } from '../src/services/builtIns.ts';
import { runStudy } from '../src/services/studyRunner.ts';
import { type Recovery, recoveryStudy } from '../src/sim/study/calibration/recovery.ts';
import { fullEffort } from '../src/sim/study/calibration/waves.ts';
import { createPool } from '../src/workers/pool.ts';

/**
 * `npm run verify:calibration` (`-- --runs N`, `--seed N`, `--json`): whether the 90 % intervals of a calibration hold the
 * truth of virtual runs 82 to 97 % of the time. Exit code 0 when they do, 1 when not.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const ACCEPTED = [0.82, 0.97] as const;
/** What a virtual run tells of a quantity for its coverage to say something. */
const TOLD = 0.75;

const begun = performance.now();
const pool = createPool();
const study = recoveryStudy(builtInScenario('nov8')!, builtInMeasurement('nov8')!, {
  seed: Number(values.seed),
  runs: Number(values.runs),
  effort: fullEffort,
});
let said = '';
const recovery = await runStudy(study, pool, {
  signal: new AbortController().signal,
  onProgress(_, label) {
    if (process.stderr.isTTY && label !== said) process.stderr.write(`\r\u001B[K${label}`);
    said = label;
  },
});
await pool.close();

const told = recovery.quantities.filter(({ contraction }) => contraction >= TOLD);
const covered = told.map((quantity) => quantity.covered);
const mean = covered.reduce((sum, share) => sum + share, 0) / covered.length;
const outside = told.filter(({ covered: share }) => share < ACCEPTED[0] || share > ACCEPTED[1]);
const met = told.length > 0 && outside.length === 0;
const elapsedMs = Math.round(performance.now() - begun);
if (values.json) {
  const summary = {
    accepted: ACCEPTED,
    identified: told.length,
    meanCovered: mean,
    met,
    elapsedMs,
  };
  console.log(
    JSON.stringify({ format: 'plimsoll.recovery', version: 1, ...recovery, ...summary }, null, 2),
  );
} else {
  console.log(text(recovery));
}
process.exitCode = met ? 0 : 1;

function text({ runs, quantities }: Recovery): string {
  const rows = quantities.map(({ label, covered: share, contraction }) => {
    const mark =
      contraction < TOLD ? 'not told' : outside.some((o) => o.label === label) ? 'OUTSIDE' : 'ok';
    return `${label.padEnd(44)} ${(share * 100).toFixed(0).padStart(4)} %  ${contraction.toFixed(2).padStart(6)}  ${mark}`;
  });
  return [
    `90 % intervals of ${runs} virtual runs: share that held the truth, and what a run tells (contraction)`,
    ...rows,
    `${told.length - outside.length} of ${told.length} quantities that a run tells are covered 82 to 97 % of the time; mean ${(mean * 100).toFixed(1)} %; ${(elapsedMs / 1000).toFixed(0)} s`,
  ].join('\n');
}
