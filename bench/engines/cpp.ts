import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { numbersOf } from '../models.ts';
import { type Engine, responseOf } from './engine.ts';
import { type PeerReport, readReport } from './peer.ts';

/** The loop written by hand in C++, compiled here and now. */
export function cppEngine(): Engine & { close(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'plimsoll-bench-'));
  const program = path.join(folder, 'loop');
  const source = path.join(import.meta.dirname, 'loop.cpp');
  const compiled = spawnSync('g++', ['-O3', '-o', program, source], { encoding: 'utf8' });
  return {
    name: 'C++ loop',
    jobShare: 1,
    missing:
      compiled.status === 0
        ? null
        : `g++ is missing or fails: ${compiled.error?.message ?? compiled.stderr.split('\n')[0]}`,
    run(model, jobs, seed) {
      const { batchMeans, ...report }: PeerReport = readReport(
        execFileSync(
          program,
          [model.id, String(jobs), String(seed), ...numbersOf(model).map(String)],
          {
            encoding: 'utf8',
          },
        ),
      );
      return { ...report, response: responseOf(batchMeans) };
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}
