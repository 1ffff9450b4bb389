import { AppError } from '../../contract/errors.ts';
import type { Distribution } from '../../sim/distributions/distribution.ts';
import { momentsOf } from '../../sim/distributions/moments.ts';

/**
 * A service distribution from words such as `lognormal cv=2`, `Erlang-3` or `Coxian-2: rate 4, then with probability 0.125 a
 * second phase at rate 0.5`, of mean `mean` s; `cv` is the coefficient of variation where the words do not give one.
 * Throws `AppError('invalid-input')` for other words.
 */
export function serviceInWords(words: string, mean: number, cv: number | undefined): Distribution {
  const text = words.toLowerCase();
  const said = /cv\s*=?\s*(\d+(?:\.\d+)?)/.exec(text);
  const variation = said === null ? cv : Number(said[1]);
  const phases = /erlang\W*(\d+)/.exec(text);
  if (phases !== null) return { erlang: { phases: Number(phases[1]), mean_s: mean } };
  if (text.includes('coxian')) return coxian(text);
  if (text.includes('hyperexponential')) return balanced(mean, required(words, variation));
  if (text.includes('exponential')) return { exponential: { mean_s: mean } };
  if (text.includes('deterministic') || text.includes('constant')) return mean;
  if (text.includes('lognormal')) {
    return { lognormal: { mean_s: mean, cv: required(words, variation) } };
  }
  if (text.includes('gamma')) {
    return { gamma: { mean_s: mean, shape: required(words, variation) ** -2 } };
  }
  if (text.includes('weibull')) return weibull(mean, required(words, variation));
  if (text.includes('uniform')) {
    const half = Math.sqrt(3) * mean * (variation ?? 1 / Math.sqrt(3));
    return { uniform: { min_s: mean - half, max_s: mean + half } };
  }
  throw unknown(words, 'a distribution by name');
}

function required(words: string, cv: number | undefined): number {
  if (cv === undefined) throw unknown(words, 'a coefficient of variation, such as cv=2');
  return cv;
}

function unknown(words: string, accepted: string): AppError {
  return new AppError(
    'invalid-input',
    `service_distribution: is ${JSON.stringify(words)}; accepted: ${accepted}`,
  );
}

/** `rate 4, then with probability 0.125 a second phase at rate 0.5`, and so on. */
function coxian(text: string): Distribution {
  const rates = [...text.matchAll(/rate\s+(\d+(?:\.\d+)?)/g)].map((match) => Number(match[1]));
  const onwards = [...text.matchAll(/probability\s+(\d+(?:\.\d+)?)/g)].map((match) =>
    Number(match[1]),
  );
  if (rates.length === 0 || onwards.length !== rates.length - 1) {
    throw unknown(text, 'a rate for each phase and a probability between them');
  }
  return { coxian: { rates_per_s: rates, continue: onwards } };
}

/** Two branches that do the same work each. */
function balanced(mean: number, cv: number): Distribution {
  const square = cv * cv;
  const probability = (1 + Math.sqrt((square - 1) / (square + 1))) / 2;
  return {
    hyperexponential: [
      { probability, mean_s: mean / (2 * probability) },
      { probability: 1 - probability, mean_s: mean / (2 * (1 - probability)) },
    ],
  };
}

/** The shape that gives this variation, by halving. */
function weibull(mean: number, cv: number): Distribution {
  let low = 0.1;
  let high = 100;
  for (let i = 0; i < 200; i++) {
    const shape = (low + high) / 2;
    const { squaredCv } = momentsOf({ weibull: { shape, scale_s: 1 } });
    if (squaredCv > cv * cv) low = shape;
    else high = shape;
  }
  const unit = momentsOf({ weibull: { shape: low, scale_s: 1 } });
  return { weibull: { shape: low, scale_s: mean / unit.mean } };
}
