import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { toMarkdown } from '../src/services/report/markdown.ts';
import { toText } from '../src/services/report/text.ts';
import { benchBlocks, type BenchReport } from './blocks.ts';
import { endure } from './endurance.ts';
import { compareEngines } from './engineTable.ts';
import { timeNov8 } from './nov8.ts';
import { measureScaling } from './scaling.ts';

/**
 * Everything that the bench measures, in one run on one machine. Fails when engines disagree on what they simulate. With
 * `--compile` it only fills Node's compile cache, also for the processes that it starts, so that the run after it measures what
 * every later one would.
 */

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    compile: { type: 'boolean', default: false },
  },
});
if (values.compile) {
  await import('./engines/engineProcess.ts');
  process.exit();
}
const size = values.quick ? 0.1 : 1;

const machine = {
  node: process.version,
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 1e9),
  platform: `${process.platform} ${process.arch}`,
  loadBefore: loadavg()[0]!,
};
const engines = await compareEngines(size, Number(values.seed));
const nov8 = timeNov8();
const scaling = await measureScaling(size);
const endurance = endure(values.quick ? 2 : 24);
const report: BenchReport = {
  format: 'plimsoll.bench',
  size,
  machine,
  ...engines,
  nov8,
  scaling,
  endurance,
  goals: [...engines.goals, ...nov8.goals, ...scaling.goals, ...endurance.goals],
};
const toFormat = values.markdown ? toMarkdown : toText;

console.log(values.json ? JSON.stringify(report, null, 2) : toFormat(benchBlocks(report)));
if (report.disagreements.length > 0) process.exitCode = 1;
