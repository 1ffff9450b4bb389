import { z } from 'zod';
import { describeIssues } from '../../contract/describeIssues.ts';
import { AppError, badInput } from '../../contract/errors.ts';

/** A queueing system whose figures are known exactly. */
export interface TheoryCase {
  readonly id: string;
  /** The system in words: `M/M/c FIFO`. */
  readonly model: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Figures by name: `mean_wait_s`. */
  readonly expected: Readonly<Record<string, ExpectedValue>>;
  /** In words with numbers: how far a simulated figure may be off. */
  readonly tolerance: string;
}

export type ExpectedValue = number | readonly (number | string)[];

const schema = z.array(
  z.looseObject({
    id: z.string().min(1),
    model: z.string(),
    parameters: z.record(z.string(), z.unknown()),
    expected: z.record(
      z.string(),
      z.union(
        [z.number(), z.array(z.union([z.number(), z.string()]))],
        'accepted: a number or a list',
      ),
    ),
    tolerance: z.string(),
  }),
);

/** The cases of a file. Throws `AppError('invalid-input')` that names every fault. */
export function parseCases(document: unknown): TheoryCase[] {
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw badInput(describeIssues(parsed.error, schema, document));
}

/** A number among the parameters; `otherwise` when it is missing. Throws `AppError('invalid-input')` for what is none. */
export function numberOf({ id, parameters }: TheoryCase, name: string, otherwise?: number): number {
  const value = parameters[name] ?? otherwise;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new AppError(
    'invalid-input',
    `${id}.parameters.${name}: is ${JSON.stringify(value) ?? 'missing'}; accepted: a number`,
  );
}

/** How far a figure may be off, from the words of its case. */
export interface Tolerance {
  /** Share of the exact value. */
  readonly relative: number;
  /** Of probabilities, and of times that are not drawn but replayed; null where the words do not say. */
  readonly absolute: number | null;
}

/** Reads `within 1 %` and `0.002 absolute` or `absolute 5e-4` out of the words of a tolerance. */
export function toleranceOf({ tolerance }: TheoryCase): Tolerance {
  const percent = /(\d+(?:\.\d+)?)\s*%/.exec(tolerance);
  const absolute =
    /(\d[\d.]*(?:e-?\d+)?)\s+absolute/.exec(tolerance) ??
    /absolute\s+(\d[\d.]*(?:e-?\d+)?)/.exec(tolerance);
  return {
    relative: percent === null ? 0.01 : Number(percent[1]) / 100,
    absolute: absolute === null ? null : Number(absolute[1]),
  };
}
