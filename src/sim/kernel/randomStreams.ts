/**
 * Random numbers: one independent stream per source of variation, derived from (seed, name, index).
 *
 * A stream is only drawn from by its own source, so changing one setting leaves every other draw in place: two scenarios
 * with the same seed are compared under common random numbers. The generator is sfc32 (Chris Doty-Humphrey's PractRand),
 * integer arithmetic only, hence the same on every machine.
 */
export class StreamBank {
  private readonly state: Int32Array;

  /** `count` streams named `name` under `seed` (an integer 0..2^32-1). */
  constructor(seed: number, name: string, count: number) {
    this.state = new Int32Array(count * 4);
    const nameHash = hashText(name);
    for (let i = 0; i < count; i++) this.start(i, seed, nameHash, i);
  }

  /** A bank of which stream i is the first one that a bank named `names[i]` would have. */
  static named(seed: number, names: readonly string[]): StreamBank {
    const bank = new StreamBank(seed, '', names.length);
    for (const [i, name] of names.entries()) bank.start(i, seed, hashText(name), 0);
    return bank;
  }

  private start(stream: number, seed: number, nameHash: number, index: number): void {
    const at = stream * 4;
    this.state[at] = mix(seed ^ 0x9e3779b9);
    this.state[at + 1] = mix(nameHash ^ Math.imul(seed, 0x85ebca6b));
    this.state[at + 2] = mix(index ^ nameHash);
    this.state[at + 3] = 1;
    for (let round = 0; round < 12; round++) this.bits(stream);
  }

  /** A uniform number in (0, 1) from stream `index`; never 0 or 1. */
  uniform(index: number): number {
    return ((this.bits(index) >>> 0) + 0.5) * 2.3283064365386963e-10;
  }

  /** A uniform integer in 0..`below`-1 from stream `index`. */
  below(index: number, below: number): number {
    return Math.floor(this.uniform(index) * below);
  }

  /** The next 32 bits of stream `index`, as an integer with sign. */
  bits(index: number): number {
    const { state } = this;
    const at = index * 4;
    const a = state[at]!;
    const b = state[at + 1]!;
    const c = state[at + 2]!;
    const counter = state[at + 3]!;
    const result = (((a + b) | 0) + counter) | 0;
    state[at] = b ^ (b >>> 9);
    state[at + 1] = (c + (c << 3)) | 0;
    state[at + 2] = (((c << 21) | (c >>> 11)) + result) | 0;
    state[at + 3] = (counter + 1) | 0;
    return result;
  }
}

/** A seed for replication `index` of a study under `seed`: distinct and well mixed, 0..2^32-1. */
export function replicationSeed(seed: number, index: number): number {
  return mix(mix(seed) + Math.imul(index + 1, 0x9e3779b9)) >>> 0;
}

/** A seed for the part of a study under `seed` that is called `name`: parts share no draws, 0..2^32-1. */
export function namedSeed(seed: number, name: string): number {
  return mix(mix(seed) ^ hashText(name)) >>> 0;
}

/** FNV-1a over the UTF-16 code units. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** The 32-bit finaliser of MurmurHash3: every input bit changes half of the output bits. */
export function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
