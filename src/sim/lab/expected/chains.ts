import { closedMmc } from '../../theory/closedMmc.ts';
import { closedNetwork } from '../../theory/convolution.ts';
import { MOST_STATES } from '../../theory/markovQueue.ts';
import { exactMva } from '../../theory/mva.ts';

/** Convolution takes time with the square of the users. */
const MOST_USERS = 3000;
/** Populations that mean value analysis of several classes goes through. */
const MOST_POPULATIONS = 2_000_000;

/** A closed class: its users, and the time that one round takes without any waiting, s. */
export interface Chain {
  readonly users: number;
  /** Thinking, and stations with enough servers for all. */
  readonly thinkS: number;
  /** Work at each queue. */
  readonly demandsS: readonly number[];
}

/** A closed product-form network, solved; by chain r and queue k. */
export interface ChainSolution {
  readonly formula: string;
  /** Rounds per s. */
  readonly throughput: readonly number[];
  /** Mean number at each queue, and the probability that it is not empty. */
  readonly number: readonly number[];
  readonly occupied: readonly number[];
  /** How many times as long as its work takes a job is at queue k. */
  readonly slowdown: (r: number, k: number) => number;
  /** Probability that a job that comes to queue k finds all servers busy. */
  readonly full: (r: number, k: number) => number;
  /** Probabilities of 0, 1, ... jobs at queue k as who comes finds it; null with several chains. */
  readonly found: ((k: number) => Float64Array) | null;
}

/** Null for what takes too long, and for several chains at queues of several servers. */
export function solveChains(
  chains: readonly Chain[],
  servers: readonly number[],
): ChainSolution | null {
  const [only, ...others] = chains;
  return others.length === 0 ? oneChain(only!, servers) : severalChains(chains, servers);
}

function oneChain(
  { users, thinkS, demandsS }: Chain,
  servers: readonly number[],
): ChainSolution | null {
  const repair = demandsS.length === 1 && thinkS > 0;
  if (users > (repair ? MOST_STATES : MOST_USERS)) return null;
  const { throughput, inStation, states, found } = repair
    ? oneQueue(users, thinkS, demandsS[0]!, servers[0]!)
    : closedNetwork(
        users,
        thinkS,
        demandsS.map((demandS, k) => ({ demandS, servers: servers[k]! })),
      );
  return {
    formula: repair ? 'closed M/M/c//N' : 'closed product form (convolution)',
    throughput: [throughput],
    number: inStation,
    occupied: states.map((p) => 1 - p[0]!),
    slowdown: (_, k) => inStation[k]! / (throughput * demandsS[k]!),
    full: (_, k) => found[k]!.reduce((sum, p, n) => (n >= servers[k]! ? sum + p : sum), 0),
    found: (k) => found[k]!,
  };
}

function oneQueue(
  users: number,
  thinkS: number,
  demandS: number,
  servers: number,
): Pick<ReturnType<typeof closedNetwork>, 'throughput' | 'inStation' | 'states' | 'found'> {
  const { throughput, meanInSystem, states, found } = closedMmc(users, thinkS, demandS, servers);
  return { throughput, inStation: [meanInSystem], states: [states], found: [found] };
}

/** Mean value analysis knows single servers and delays. */
function severalChains(chains: readonly Chain[], servers: readonly number[]): ChainSolution | null {
  const populations = chains.reduce((product, { users }) => product * (users + 1), 1);
  if (populations * servers.length > MOST_POPULATIONS || servers.some((c) => c > 1)) return null;
  const solved = exactMva(chains);
  // Who comes finds the network as it is without itself.
  const found = chains.map((_, r) =>
    exactMva(chains.map((chain, i) => (i === r ? { ...chain, users: chain.users - 1 } : chain))),
  );
  return {
    formula: 'closed product form (exact MVA)',
    throughput: solved.throughput,
    number: solved.inStation,
    occupied: solved.utilisation,
    slowdown: (r, k) => 1 + found[r]!.inStation[k]!,
    full: (r, k) => found[r]!.utilisation[k]!,
    found: null,
  };
}
