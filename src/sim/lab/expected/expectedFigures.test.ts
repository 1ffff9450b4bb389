import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseNetwork } from '../../../contract/queue/check.ts';
import { answerNetwork, type QueueAnswer } from '../answer.ts';
import type { QueueNetwork } from '../network.ts';
import { jobClass, network, station, visit } from '../testing.ts';
import { expectedFigures } from './expectedFigures.ts';
import { exponential, formulasOf, passing } from './testing.ts';

const folder = new URL('../../../../fixtures/queues/', import.meta.url);
const fixtures = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file): [string, QueueNetwork] => [
    file,
    parseNetwork(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))),
  ]);

function answer(document: QueueNetwork, replications: number): QueueAnswer {
  const study = answerNetwork(document, replications, 11);
  for (let step = study.next(); ; step = study.next()) if (step.done === true) return step.value;
}

function shortened(document: QueueNetwork): QueueNetwork {
  if ('transient' in document.run) return document;
  return { ...document, run: { steady_state: { completions: 5000, warm_up: 'auto' } } };
}

/** Formulas that apply to a network of one open class at one station. */
function formulas(
  fields: Parameters<typeof station>[1],
  changes: Parameters<typeof visit>[2] = {},
): string[] {
  return formulasOf(
    network({ desk: station(1, fields) }, { a: passing(1 / 2, 'desk', exponential(1), changes) }),
  );
}

describe('expectedFigures', () => {
  test.each(fixtures)('of %s agree with what is simulated', (_, document) => {
    const { figures } = answer(shortened(document), 20);
    expect(figures.length).toBeGreaterThan(0);
    for (const { figure, mean, standardError, theory } of figures) {
      if (theory === null || theory.kind === 'approximate') continue;
      // Of twenty runs; a little more for what hardly varies or next to never happens.
      const slack = 4.5 * standardError! + 1e-3 * Math.abs(theory.value) + 1e-4;
      if (theory.kind !== 'at most')
        expect([figure, mean! + slack >= theory.value]).toEqual([figure, true]);
      if (theory.kind !== 'at least')
        expect([figure, mean! - slack <= theory.value]).toEqual([figure, true]);
    }
  });

  test('are those of the formula that the document calls for', () => {
    expect(formulas({})).toContain('M/M/1');
    expect(formulas({ discipline: 'PS' })).toContain('M/G/1-PS');
    expect(formulas({ discipline: 'PS', capacity: 4 })).toEqual(['M/G/1/K-PS']);
    expect(formulas({ capacity: 1 })).toEqual(['M/G/c/c (Erlang B)']);
    expect(formulas({ capacity: 2 })).toEqual(['M/M/c/K']);
    expect(formulas({ capacity: 2 }, { service: 1 })).toEqual(['M/G/1/K']);
    expect(formulas({ capacity: 2 }, { patience: exponential(1) })).toEqual(['M/M/c/K+M']);
    expect(formulas({}, { patience: exponential(1) })).toEqual(['M/M/c+M (Erlang A)']);
    expect(formulas({}, { patience: 1 })).toEqual(['M/M/c+D']);
    expect(formulas({}, { service: 1 })).toContain('M/G/1 (Pollaczek-Khinchine)');
    expect(formulas({ servers: 2 }, { service: 1 })).toContain('M/D/c');
    const half = { gamma: { shape: 2, mean_s: 1 } };
    expect(formulas({ servers: 2 }, { service: half })).toContain('G/G/c (Allen-Cunneen)');
    expect(formulas({ servers: 'infinite' }, { service: 1 })).toContain('M/G/infinity');
  });

  test('are silent where no formula applies', () => {
    expect(formulas({ discipline: 'LIFO' }, { patience: 1 })).toEqual([]);
    expect(formulas({}, { patience: exponential(1), service: 1 })).toEqual([]);
    expect(formulas({ capacity: 3 }, { patience: 1 })).toEqual([]);
    expect(formulas({}, { service: exponential(3) })).toEqual([]);
  });

  test('are there for every figure of a station that a formula gives, quantiles and the chance of a wait included', () => {
    const of = (name: string): string[] => {
      const [, document] = fixtures.find(([file]) => file === name)!;
      return [...expectedFigures(document).keys()].map((figure) => figure.split('.').at(-1)!);
    };
    const waits = ['utilisation', 'meanQueueLength', 'meanWait_s', 'waitProbability'];
    for (const file of ['mm1.json', 'mmc.json', 'mg1.json', 'priority.json', 'open-network.json'])
      expect(of(file)).toEqual(expect.arrayContaining(waits));
    expect(of('mmc.json')).toEqual(
      expect.arrayContaining(['p50Wait_s', 'p90Wait_s', 'p95Wait_s', 'p99Wait_s']),
    );
    expect(of('mm1.json')).toContain('p90Response_s');
    expect(of('preemptive.json')).toEqual(expect.arrayContaining(['utilisation', 'meanVisit_s']));
  });

  test('of a closed class that no formula solves are at least its bounds', () => {
    const document = network(
      { desk: station(2) },
      { a: jobClass({ population: 10, think: 3 }, { v: visit('desk', 1) }) },
    );
    expect([...expectedFigures(document).values()]).toEqual([
      {
        figure: 'classes.a.throughput_per_s',
        value: 2,
        formula: 'asymptotic bounds',
        kind: 'at most',
      },
      {
        figure: 'classes.a.meanResponse_s',
        value: 2,
        formula: 'asymptotic bounds',
        kind: 'at least',
      },
    ]);
  });
});
