import { badInput } from '../contract/errors.ts';
import { whole } from '../contract/numberText.ts';
import { LEAST_REPLICATIONS, type UntilPrecise } from '../sim/study/sequential.ts';
import type { PreciseFigure, Precision } from '../sim/study/results.ts';
import type { Arguments, Options } from './arguments.ts';

const DEFAULT_AT_MOST = 200;

/** Names on the command line; a rate is wanted to so many points, a time to so many per cent. */
const figures: Readonly<Record<string, PreciseFigure>> = {
  'failure-rate': 'failureRate',
  'capacity-failure-rate': 'capacityFailureRate',
  average: 'avgMs',
  p50: 'p50Ms',
  p95: 'p95Ms',
  p99: 'p99Ms',
};
const accepted = `a figure (${Object.keys(figures).join(', ')}) and how well it is to be known: failure-rate=0.5 (points) or p95=5%`;

export const untilOptions: Options = {
  until: {
    kind: 'list',
    value: 'FIGURE=PRECISION',
    help: 'simulate until a figure over all requests is known: failure-rate=0.5 (points) or p95=5%; repeatable',
  },
  'at-most': {
    kind: 'text',
    value: 'N',
    help: `replications at most with --until (default ${DEFAULT_AT_MOST})`,
  },
};

/** What `--until` and `--at-most` ask for; null without `--until`. Throws `AppError('invalid-input')`. */
export function readUntil(args: Arguments): UntilPrecise | null {
  const atMost = args.number('at-most', whole(LEAST_REPLICATIONS, 10_000));
  const texts = args.list('until');
  if (texts.length === 0) {
    if (atMost !== undefined)
      throw badInput([{ path: '--at-most', message: 'bounds --until; accepted: both or none' }]);
    return null;
  }
  if (args.text('replications') !== undefined) {
    throw badInput([
      {
        path: '--until',
        message: 'decides on the number of replications; accepted: it or --replications',
      },
    ]);
  }
  return { wanted: texts.map(readPrecision), atMost: atMost ?? DEFAULT_AT_MOST };
}

function readPrecision(text: string): Precision {
  const [, name = '', number, unit] = /^([^=]*)=(\d*\.?\d+)(%?)$/.exec(text) ?? [];
  const figure = Object.hasOwn(figures, name) ? figures[name] : undefined;
  const within = Number(number) / 100;
  const isRate = figure === 'failureRate' || figure === 'capacityFailureRate';
  if (figure === undefined || !(within > 0 && within < 1) || isRate !== (unit === '')) {
    throw badInput([{ path: '--until', message: `is "${text}"; accepted: ${accepted}` }]);
  }
  return { figure, within };
}
