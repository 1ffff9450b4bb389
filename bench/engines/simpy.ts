import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { numbersOf } from '../models.ts';
import { type Engine, responseOf } from './engine.ts';
import { readReport } from './peer.ts';

/** Debian's interpreter: python3-simpy3 installs for it, whichever `python3` comes first on the path. */
const PYTHON = '/usr/bin/python3';

export function simpyEngine(): Engine {
  const version = spawnSync(PYTHON, ['-c', 'import simpy; print(simpy.__version__)'], {
    encoding: 'utf8',
  });
  const there = version.status === 0;
  return {
    name: there ? `SimPy ${version.stdout.trim()}` : 'SimPy',
    jobShare: 0.1,
    missing: there ? null : `SimPy is missing for ${PYTHON}: apt-get install python3-simpy3`,
    run(model, jobs, seed) {
      const script = path.join(import.meta.dirname, 'simpy_models.py');
      const numbers = numbersOf(model).map(String);
      const { batchMeans, ...report } = readReport(
        execFileSync(PYTHON, [script, model.id, String(jobs), String(seed), ...numbers], {
          encoding: 'utf8',
        }),
      );
      return { ...report, response: responseOf(batchMeans) };
    },
  };
}
