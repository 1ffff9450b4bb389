import { counted } from '../../../sim/counted.ts';
import type { Distribution } from '../../../sim/distributions/distribution.ts';
import { isExponential } from '../../../sim/distributions/distribution.ts';
import { momentsOf } from '../../../sim/distributions/moments.ts';
import type { Discipline, JobClass, Next, QueueNetwork, Visit } from '../../../sim/lab/network.ts';
import { count, percent } from '../../ui/format.ts';

/** A network in words: what its document says, for those who do not want to read that. */

export interface StationWords {
  readonly name: string;
  readonly servers: string;
  readonly order: string;
  readonly places: string;
}
export interface VisitWords {
  readonly name: string;
  readonly station: string;
  readonly service: string;
  readonly next: string;
}
export interface ClassWords {
  readonly name: string;
  readonly jobs: string;
  readonly visits: readonly VisitWords[];
}

const orders: Readonly<Record<Discipline, string>> = {
  FIFO: 'first come, first served',
  LIFO: 'last come, first served',
  random: 'at random',
  PS: 'all at once, shared equally',
  priority: 'by priority',
  preemptive: 'by priority, interrupting',
};

export function stationsInWords({ stations }: QueueNetwork): StationWords[] {
  return Object.entries(stations).map(([name, { servers, discipline, capacity }]) => ({
    name,
    servers: servers === 'infinite' ? 'as many as there are jobs' : digits(servers),
    order: servers === 'infinite' ? 'nobody waits' : orders[discipline],
    places: capacity === null ? 'no limit' : `${digits(capacity)}, those in service included`,
  }));
}

export function classesInWords({ classes }: QueueNetwork): ClassWords[] {
  return Object.entries(classes).map(([name, jobClass]) => ({
    name,
    jobs: jobsInWords(jobClass),
    visits: Object.entries(jobClass.visits).map(([visit, what]) => visitInWords(visit, what)),
  }));
}

/** What a run measures. */
export function planInWords({ run }: QueueNetwork): string {
  if ('transient' in run) {
    const { run_time_s } = run.transient;
    return run_time_s === 'until_empty'
      ? 'From an empty system until it is empty again'
      : `From an empty system for ${digits(run_time_s)} s`;
  }
  const { completions, warm_up } = run.steady_state;
  const after =
    warm_up === 'auto' ? 'a warm-up that pilot runs find' : `the first ${count(warm_up)}`;
  return `In the long run: ${counted(completions, 'job')} after ${after}`;
}

function jobsInWords({ source, priority, start }: JobClass): string {
  const words = [sourceInWords(source)];
  if (priority > 0) words.push(`priority ${priority}`);
  if (start !== null) words.push(`begins with ${nextInWords(start)}`);
  return words.join('; ');
}

function sourceInWords(source: JobClass['source']): string {
  if ('trace' in source) return counted(source.trace.length, 'recorded job');
  if ('population' in source)
    return `${count(source.population)} in all, thinking ${durationInWords(source.think)}`;
  const rate = `${digits(1 / momentsOf(source.interarrival).mean)} per s`;
  return isExponential(source.interarrival)
    ? `${rate}, at random (Poisson)`
    : `${rate}, apart ${durationInWords(source.interarrival)}`;
}

function visitInWords(name: string, visit: Visit): VisitWords {
  const { station, service, patience, hold, release, next } = visit;
  const during = [durationInWords(service)];
  if (patience !== null) during.push(`gives up after a wait of ${durationInWords(patience)}`);
  if (hold) during.push('keeps the server');
  if (release.length > 0) during.push(`gives back ${release.join(', ')}`);
  return { name, station, service: during.join('; '), next: nextInWords(next) };
}

function nextInWords(next: Next): string {
  if (typeof next === 'string') return next;
  return Object.entries(next)
    .map(([visit, probability]) => `${visit} ${percent(probability)}`)
    .join(', ');
}

export function durationInWords(duration: Distribution): string {
  if (typeof duration === 'number') return `always ${digits(duration)} s`;
  const mean = `mean ${digits(momentsOf(duration).mean)} s`;
  if ('exponential' in duration) return `exponential, ${mean}`;
  if ('erlang' in duration) return `Erlang-${duration.erlang.phases}, ${mean}`;
  if ('coxian' in duration) return `Coxian-${duration.coxian.rates_per_s.length}, ${mean}`;
  if ('hyperexponential' in duration) return `hyperexponential, ${mean}`;
  if ('lognormal' in duration) return `lognormal, ${mean}, cv ${digits(duration.lognormal.cv)}`;
  if ('weibull' in duration) return `Weibull, ${mean}, shape ${digits(duration.weibull.shape)}`;
  if ('gamma' in duration) return `gamma, ${mean}, shape ${digits(duration.gamma.shape)}`;
  if ('pareto' in duration) return `Pareto, ${range(duration.pareto)}, ${mean}`;
  if ('uniform' in duration) return `uniform, ${range(duration.uniform)}`;
  return `one of ${counted(duration.empirical.values_s.length, 'recorded value')}, ${mean}`;
}

function range({ min_s, max_s }: { readonly min_s: number; readonly max_s: number }): string {
  return `${digits(min_s)} to ${digits(max_s)} s`;
}

function digits(value: number): string {
  return String(Number(value.toPrecision(4)));
}
