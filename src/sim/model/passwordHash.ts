import type { Django, PasswordHasher } from './scenario/django.ts';

/** CPU of one password hash: s in all, spread evenly over `lanes` threads of the operating system. */
export interface HashCost {
  readonly seconds: number;
  readonly lanes: number;
}

/**
 * CPU ms of one hash on one core of the reference machine, a shared 2 GHz x86 server with Python 3.11 (semantics C20, measured),
 * and the parameters that it was measured with. Apple silicon and recent servers need a quarter to two thirds of it.
 */
const reference = {
  pbkdf2_sha256: { ms: 386, iterations: 600_000 },
  argon2: { ms: 491, time_cost: 2, memory_cost: 102_400 },
  bcrypt_sha256: { ms: 645, rounds: 12 },
  scrypt: { ms: 591, work_factor: 16_384, block_size: 8, parallelism: 5 },
} as const;

/** Iterations of PBKDF2 by default, by version of Django (semantics C19). */
export const pbkdf2Iterations = {
  '3.2': 260_000,
  '4.0': 320_000,
  '4.1': 390_000,
  '4.2': 600_000,
  '5.0': 720_000,
  '5.1': 870_000,
  '5.2': 1_000_000,
  '6.0': 1_200_000,
} as const;

/** What `hasher` costs on the reference machine. CPU is proportional to iterations, rounds and memory passes. */
function referenceCost(hasher: PasswordHasher): HashCost {
  if ('pbkdf2_sha256' in hasher) {
    const { ms, iterations } = reference.pbkdf2_sha256;
    return { seconds: (ms / 1000) * (hasher.pbkdf2_sha256.iterations / iterations), lanes: 1 };
  }
  if ('argon2' in hasher) {
    const { ms, time_cost, memory_cost } = reference.argon2;
    const work = (hasher.argon2.time_cost * hasher.argon2.memory_cost) / (time_cost * memory_cost);
    return { seconds: (ms / 1000) * work, lanes: hasher.argon2.parallelism };
  }
  if ('bcrypt_sha256' in hasher) {
    const { ms, rounds } = reference.bcrypt_sha256;
    return { seconds: (ms / 1000) * 2 ** (hasher.bcrypt_sha256.rounds - rounds), lanes: 1 };
  }
  const { ms, work_factor, block_size, parallelism } = reference.scrypt;
  const asked = hasher.scrypt;
  const work =
    (asked.work_factor * asked.block_size * asked.parallelism) /
    (work_factor * block_size * parallelism);
  return { seconds: (ms / 1000) * work, lanes: 1 };
}

function costOf(hasher: PasswordHasher, django: Django): HashCost {
  const { seconds, lanes } = referenceCost(hasher);
  return { seconds: seconds * django.hash_machine_factor, lanes };
}

/** Cost of `make_password`; without a hasher it is `password_hash_ms` on one core. */
export function preferredHash(django: Django): HashCost {
  if (django.hasher === null) return { seconds: django.password_hash_ms / 1000, lanes: 1 };
  return costOf(django.hasher, django);
}

/** Cost of `check_password` for a password that is stored as `stored_hasher` says. */
export function storedHash(django: Django): HashCost {
  return django.stored_hasher === null
    ? preferredHash(django)
    : costOf(django.stored_hasher, django);
}

/**
 * Cost of a wrong password whose hash is outdated: with the preferred algorithm, Django does the iterations that the stored
 * hash lacks, so that the time gives nothing away (`harden_runtime`, semantics C24).
 */
export function wrongPasswordHash(django: Django): HashCost {
  const stored = storedHash(django);
  const preferred = preferredHash(django);
  const { hasher, stored_hasher } = django;
  const sameAlgorithm =
    hasher !== null &&
    stored_hasher !== null &&
    Object.keys(hasher)[0] === Object.keys(stored_hasher)[0];
  return sameAlgorithm && preferred.seconds > stored.seconds ? preferred : stored;
}
