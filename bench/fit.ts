import { readFileSync, writeFileSync } from 'node:fs';
import { calibrationQuestion } from '../src/services/questions.ts';
import { builtInMeasurement, builtInScenario } from '../src/services/builtIns.ts';
import { runStudy } from '../src/services/studyRunner.ts';
import type { Scenario } from '../src/sim/model/scenario.ts';
import { fittedScenario } from '../src/sim/study/calibrate.ts';
import { createPool } from '../src/workers/pool.ts';

/**
 * `npm run fit`: calibrates `nov8` with seed 1 and writes the fitted values, the sample of parameter sets and their provenance
 * into fixtures/scenarios/nov8.json, leaving the rest of the document as it is. To be run after the model has changed.
 */
const file = new URL('../fixtures/scenarios/nov8.json', import.meta.url);
const pool = createPool();
const question = calibrationQuestion(builtInScenario('nov8')!, builtInMeasurement('nov8')!, 1);
const calibration = await runStudy(question.study(), pool, {
  signal: new AbortController().signal,
  onProgress: () => {},
});
await pool.close();
const document = JSON.parse(readFileSync(file, 'utf8')) as Scenario;
writeFileSync(file, `${JSON.stringify(fittedScenario(document, calibration), null, 2)}\n`);
console.log(calibration.fit.verdict);
