import { expect, test } from 'vitest';
import { parseNetwork } from '../../contract/queue/check.ts';
import { expectedFigures } from '../../sim/lab/expected/expectedFigures.ts';
import { randomNetwork } from './randomNetwork.ts';

const seeds = Array.from({ length: 400 }, (_, i) => i);

test('Random networks are sound, and what theory says of them can be: shares up to 1, quantiles in order, by Little', () => {
  let known = 0;
  for (const seed of seeds) {
    const network = parseNetwork(randomNetwork(seed));
    const expected = expectedFigures(network);
    known += expected.size;
    for (const { figure, value } of expected.values()) {
      expect([seed, figure, Number.isFinite(value) && value >= -1e-12]).toEqual([
        seed,
        figure,
        true,
      ]);
      if (/Probability$|utilisation$/.test(figure)) expect(value).toBeLessThanOrEqual(1 + 1e-9);
    }
    const valueOf = (path: string): number | undefined => expected.get(path)?.value;
    for (const [name, { visits }] of Object.entries(network.classes)) {
      for (const path of [
        `classes.${name}`,
        ...Object.keys(visits).map((visit) => `classes.${name}.visits.${visit}`),
      ]) {
        const low = valueOf(`${path}.p50Response_s`) ?? valueOf(`${path}.p50Wait_s`);
        const high = valueOf(`${path}.p99Response_s`) ?? valueOf(`${path}.p99Wait_s`);
        if (low !== undefined && high !== undefined) expect(low).toBeLessThanOrEqual(high);
        const number = valueOf(`${path}.meanInSystem`);
        const response = expected.get(`${path}.meanResponse_s`);
        const rate = expected.get(`${path}.throughput_per_s`);
        if (number === undefined || response?.kind !== 'exact' || rate?.kind !== 'exact') continue;
        expect(Math.abs(number - rate.value * response.value)).toBeLessThan(1e-9 * (1 + number));
      }
    }
  }
  expect(known).toBeGreaterThan(5000);
});
