import { describe, expect, test } from 'vitest';
import { parseNetwork } from '../../contract/queue/check.ts';
import { momentsOf } from '../../sim/distributions/moments.ts';
import { expectedFigures } from '../../sim/lab/expected/expectedFigures.ts';
import documents from '../../../fixtures/theory/cases.json' with { type: 'json' };
import { parseCases, toleranceOf } from './cases.ts';
import { serviceInWords } from './serviceInWords.ts';
import { figurePath, networkOf } from './translate.ts';

const cases = parseCases(documents);
const stationary = cases.filter(
  ({ parameters }) =>
    parameters['arrival_rate_per_s'] ?? parameters['users'] ?? parameters['network'],
);

describe('networkOf', () => {
  test.each(cases.map((theoryCase) => [theoryCase.id, theoryCase] as const))(
    'makes a sound document of %s',
    (_, theoryCase) => {
      const network = networkOf(theoryCase);
      expect(parseNetwork(JSON.parse(JSON.stringify(network)))).toEqual(network);
    },
  );

  test.each(stationary.map((theoryCase) => [theoryCase.id, theoryCase] as const))(
    'makes a network of %s whose exact figures are those of the case',
    (_, theoryCase) => {
      const expected = expectedFigures(networkOf(theoryCase));
      let known = 0;
      for (const [name, value] of Object.entries(theoryCase.expected)) {
        const figure = expected.get(figurePath(name)!);
        if (figure === undefined) continue;
        known++;
        expect(figure.kind).toBe('exact');
        // Cases are printed to ten digits; what next to never happens loses some of them.
        const digits = (value as number) < 1e-6 ? 1e-6 : 1e-8;
        expect(Math.abs(figure.value / (value as number) - 1)).toBeLessThan(digits);
      }
      expect(known).toBe(Object.keys(theoryCase.expected).length);
    },
  );

  test('refuses a system that has no steady state', () => {
    const parameters = { arrival_rate_per_s: 1.2, mean_service_s: 1 };
    expect(() => networkOf({ ...cases[0]!, parameters })).toThrow(
      /^mm1-rho0\.5: stations\.station: has a load of 1\.2 \(rho >= 1\)/,
    );
  });

  test('refuses a system that it does not know, and a number that is none', () => {
    const [first] = cases;
    expect(() => networkOf({ ...first!, parameters: { fish: 3 } })).toThrow(
      'parameters: has fish; accepted: those of an open, closed, nested or traced system, or a network',
    );
    const parameters = { ...first!.parameters, mean_service_s: 'long' };
    expect(() => networkOf({ ...first!, parameters })).toThrow(
      'parameters.mean_service_s: is "long"; accepted: a number',
    );
  });
});

describe('serviceInWords', () => {
  test.each([
    ['exponential', undefined, 1],
    ['deterministic', 0, 0],
    ['Erlang-4', undefined, 1 / 4],
    ['lognormal cv=3', undefined, 9],
    ['lognormal', 1.5, 2.25],
    ['gamma cv=0.5', undefined, 0.25],
    ['Weibull', 2, 4],
    ['hyperexponential cv=2', undefined, 4],
    ['uniform', 0.5, 0.25],
  ])('takes %s (cv %s) at its word', (words, cv, squaredCv) => {
    const moments = momentsOf(serviceInWords(words, 0.3, cv));
    expect(moments.mean).toBeCloseTo(0.3, 12);
    expect(moments.squaredCv).toBeCloseTo(squaredCv, 9);
  });

  test('reads the phases of a Coxian distribution', () => {
    const words = 'Coxian-2: rate 4, then with probability 0.125 a second phase at rate 0.5';
    expect(serviceInWords(words, 0.5, undefined)).toEqual({
      coxian: { rates_per_s: [4, 0.5], continue: [0.125] },
    });
  });

  test('refuses other words', () => {
    expect(() => serviceInWords('as it comes', 1, undefined)).toThrow(
      'accepted: a distribution by name',
    );
    expect(() => serviceInWords('lognormal', 1, undefined)).toThrow('such as cv=2');
  });
});

test('toleranceOf reads the numbers out of the words', () => {
  const of = (tolerance: string): ReturnType<typeof toleranceOf> =>
    toleranceOf({ ...cases[0]!, tolerance });
  expect(of('means within 1% (probabilities within 0.002 absolute) at >= 2e6 jobs')).toEqual({
    relative: 0.01,
    absolute: 0.002,
  });
  expect(of('heavy: within 3 % or 3.5 standard errors')).toEqual({
    relative: 0.03,
    absolute: null,
  });
  expect(of('deterministic (absolute 5e-4 on printed times)')).toMatchObject({ absolute: 5e-4 });
});

test('parseCases says where a file is wrong', () => {
  expect(() => parseCases([{ id: 'a', model: 'M/M/1', parameters: {}, expected: {} }])).toThrow(
    '0.tolerance: is missing; accepted: a text in double quotes',
  );
});
