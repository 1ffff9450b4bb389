import { StreamBank } from '../../sim/kernel/randomStreams.ts';
import type { Distribution } from '../../sim/distributions/distribution.ts';
import { withoutIdleLimits } from '../../sim/lab/expected/limits.ts';
import type {
  Discipline,
  JobClass,
  Next,
  QueueNetwork,
  Source,
  Station,
  Visit,
} from '../../sim/lab/network.ts';
import { loads } from '../../sim/lab/traffic.ts';

/** Jobs measured in each replication, after those that are left out. */
const COMPLETIONS = 20_000;
const WARM_UP = 4000;

const disciplines: readonly Discipline[] = [
  ...['FIFO', 'FIFO', 'FIFO', 'LIFO', 'random', 'PS', 'PS', 'priority', 'priority', 'preemptive'],
] as Discipline[];

/**
 * A network drawn from `seed`: one to three stations and classes of every kind, as often as not so regular that some formula applies
 * to them, with loads from 0.2 to 0.85 where nobody is lost. Its run is short enough for hundreds of networks.
 */
export function randomNetwork(seed: number): QueueNetwork {
  const draw = new Draw(seed);
  const plain = draw.chance(0.3);
  const names = ['a', 'b', 'c'].slice(0, plain ? 1 : draw.pick([1, 1, 1, 2, 2, 3]));
  const stations = Object.fromEntries(names.map((name) => [name, stationOf(draw)]));
  const habits = Object.fromEntries(names.map((name) => [name, habitOf(draw)]));
  const closed = draw.chance(0.3);
  const classes = Object.fromEntries(
    ['x', 'y', 'z']
      .slice(0, plain ? 1 : draw.pick([1, 1, 2, 2, 2, 3]))
      .map((name) => [name, classOf(draw, stations, habits, closed)]),
  );
  const network: QueueNetwork = {
    format: 'plimsoll.queue',
    version: 1,
    title: `Network ${seed}`,
    description: '',
    stations,
    classes,
    run: { steady_state: { completions: COMPLETIONS, warm_up: WARM_UP } },
  };
  return bearable(draw, network);
}

class Draw {
  private readonly bank: StreamBank;

  constructor(seed: number) {
    this.bank = new StreamBank(seed, 'networks', 1);
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.bank.uniform(0);
  }

  chance(p: number): boolean {
    return this.bank.uniform(0) < p;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.bank.below(0, list.length)]!;
  }
}

function stationOf(draw: Draw): Station {
  const servers = draw.pick([1, 1, 1, 1, 2, 2, 3, 'infinite' as const]);
  const capacity =
    servers !== 'infinite' && draw.chance(0.25) ? servers + draw.pick([0, 0, 1, 2, 3, 5]) : null;
  return { servers, discipline: draw.pick(disciplines), capacity };
}

/** What visits to a station have in common, so that formulas apply now and then. */
interface Habit {
  /** The service of all, or null: each its own. */
  readonly service: Distribution | null;
  readonly patience: Distribution | null;
}

function habitOf(draw: Draw): Habit {
  const mean_s = draw.between(0.3, 2);
  const service = draw.chance(0.5) ? { exponential: { mean_s } } : anyTime(draw, mean_s);
  return {
    service: draw.chance(0.25) ? null : service,
    patience: draw.chance(0.15)
      ? draw.pick<Distribution>([
          1,
          { exponential: { mean_s: 1.5 } },
          { uniform: { min_s: 0, max_s: 3 } },
        ])
      : null,
  };
}

function anyTime(draw: Draw, mean: number): Distribution {
  return draw.pick<() => Distribution>([
    () => mean,
    () => ({ exponential: { mean_s: mean } }),
    () => ({ erlang: { phases: draw.pick([2, 3, 8]), mean_s: mean } }),
    () => ({ gamma: { shape: draw.between(0.4, 4), mean_s: mean } }),
    () => ({ lognormal: { mean_s: mean, cv: draw.between(0.3, 1.5) } }),
    () => ({ uniform: { min_s: mean / 2, max_s: (3 * mean) / 2 } }),
    () => ({ weibull: { shape: draw.between(0.8, 3), scale_s: mean } }),
    () => ({ pareto: { shape: 1.5, min_s: mean / 3, max_s: mean * 6 } }),
    () => ({ empirical: { values_s: [mean / 2, mean, 2 * mean] } }),
    () => ({ coxian: { rates_per_s: [3 / mean, 1 / mean], continue: [0.5] } }),
    () => ({
      hyperexponential: [
        { probability: 0.8, mean_s: mean / 2 },
        { probability: 0.2, mean_s: 3 * mean },
      ],
    }),
  ])();
}

function classOf(
  draw: Draw,
  stations: Readonly<Record<string, Station>>,
  habits: Readonly<Record<string, Habit>>,
  closed: boolean,
): JobClass {
  const names = Object.keys(stations);
  const stops = draw.chance(0.6) ? [draw.pick(names)] : [...names];
  if (draw.chance(0.2)) stops.reverse();
  if (draw.chance(0.1)) stops.push(draw.pick(names));
  const visits: Record<string, Visit> = {};
  for (const [i, station] of stops.entries()) {
    const { service, patience } = habits[station]!;
    visits[`v${i}`] = {
      station,
      service: service ?? anyTime(draw, draw.between(0.3, 2)),
      patience: draw.chance(0.95) ? patience : null,
      hold: false,
      release: [],
      next: nextOf(draw, i, stops.length),
    };
  }
  // Who is turned away or gives up must think, or would come back for ever at the same moment.
  const welcome = stops.every(
    (name) => stations[name]!.capacity === null && habits[name]!.patience === null,
  );
  return {
    source: sourceOf(draw, draw.chance(0.1) ? !closed : closed, welcome),
    priority: draw.pick([0, 0, 1, 2]),
    start: null,
    visits,
  };
}

/** On to the next stop, sometimes past it or back to the first. */
function nextOf(draw: Draw, i: number, stops: number): Next {
  const onwards = i + 1 < stops ? `v${i + 1}` : 'leave';
  if (draw.chance(0.75)) return onwards;
  const other = draw.chance(0.5) || onwards === 'leave' ? 'v0' : 'leave';
  return { [onwards]: 0.7, [other]: 0.3 };
}

function sourceOf(draw: Draw, closed: boolean, restless: boolean): Source {
  if (closed) {
    const think = draw.between(0.5, 4);
    const population = draw.pick([1, 2, 3, 5, 8, 12]);
    return { population, think: restless && draw.chance(0.1) ? 0 : anyTime(draw, think) };
  }
  const mean = draw.between(0.5, 2);
  const interarrival = draw.chance(0.65) ? { exponential: { mean_s: mean } } : anyTime(draw, mean);
  return { interarrival };
}

/** The same network with arrivals as much slower as it takes to bring its highest load into the range. */
function bearable(draw: Draw, network: QueueNetwork): QueueNetwork {
  const most = mostLoad(network);
  const wanted = draw.between(0.2, 0.85);
  let bearable = most === 0 ? network : slowedDown(network, most / wanted);
  // Where nobody waits any more nobody gives up, and more go on to the stations behind.
  for (let left = mostLoad(withoutIdleLimits(bearable)); left > 0.95;) {
    bearable = slowedDown(bearable, left / wanted);
    left = mostLoad(withoutIdleLimits(bearable));
  }
  return bearable;
}

function mostLoad(network: QueueNetwork): number {
  return Math.max(0, ...loads(network).map(({ load }) => load));
}

function slowedDown(network: QueueNetwork, factor: number): QueueNetwork {
  return {
    ...network,
    classes: Object.fromEntries(
      Object.entries(network.classes).map(([name, jobClass]) => [
        name,
        { ...jobClass, source: slower(jobClass.source, factor) },
      ]),
    ),
  };
}

function slower(source: Source, factor: number): Source {
  return 'interarrival' in source ? { interarrival: times(source.interarrival, factor) } : source;
}

/** A duration that is `factor` times as long. */
function times(duration: Distribution, factor: number): Distribution {
  if (typeof duration === 'number') return duration * factor;
  const scaled = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((one) => scaled(one, key));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([k, own]) => [k, scaled(own, k)]));
    }
    if (key === 'rates_per_s') return (value as number) / factor;
    return key.endsWith('_s') ? (value as number) * factor : value;
  };
  return scaled(duration, '') as Distribution;
}
