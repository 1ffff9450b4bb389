import { describe, expect, test } from 'vitest';
import { page, record, tinyScenario } from '../testing.ts';
import { pbkdf2Iterations, preferredHash } from './passwordHash.ts';
import type { PasswordHasher } from './scenario/django.ts';
import type { Settings } from './settings.ts';

const pbkdf2 = (iterations: number): PasswordHasher => ({ pbkdf2_sha256: { iterations } });
const argon2: PasswordHasher = { argon2: { time_cost: 2, memory_cost: 102_400, parallelism: 8 } };

/** Milliseconds of CPU of a hash. */
function cpu(hasher: PasswordHasher, settings: Settings = {}): number {
  const { django } = tinyScenario({ 'django.hasher': hasher, ...settings });
  return Math.round(preferredHash(django).seconds * 1000);
}

const ends = (requests: readonly string[]): string[] =>
  requests.map((line) => line.split(' ').slice(2).join(' '));

/** Logins one after the other by one user, with hashes of 100 ms. */
function logins(check: object, settings: Settings = {}) {
  return record(
    tinyScenario({
      'run.run_time_s': 2.9,
      'workload.user_classes.0.wait_time': { constant: 1 },
      'django.hasher': pbkdf2(155_440.414_507_772),
      'endpoints.Page': page([
        {
          check_password: {
            unknown_user_share: 0,
            wrong_password_share: 0,
            hash_for_unknown_user: true,
            failure_status: 400,
            ...check,
          },
        },
      ]),
      ...settings,
    }),
  );
}

describe('password hashes', () => {
  test('semantics C19: PBKDF2 has more iterations in each version of Django', () => {
    expect(pbkdf2Iterations['4.2']).toBe(600_000);
    expect(pbkdf2Iterations['5.2']).toBe(1_000_000);
    const all = Object.values(pbkdf2Iterations);
    expect(all).toEqual(all.toSorted((a, b) => a - b));
  });

  test('semantics C20: CPU of a hash on the reference machine, within a twelfth of what was measured there', () => {
    const measured: readonly [PasswordHasher, number][] = [
      [pbkdf2(260_000), 161],
      [pbkdf2(600_000), 386],
      [pbkdf2(870_000), 600],
      [argon2, 491],
      [{ bcrypt_sha256: { rounds: 12 } }, 645],
      [{ scrypt: { work_factor: 16_384, block_size: 8, parallelism: 5 } }, 591],
    ];
    for (const [hasher, ms] of measured) {
      expect(Math.abs(cpu(hasher) / ms - 1)).toBeLessThan(1 / 12);
    }
  });

  test('semantics C20: cost follows the parameters and the machine', () => {
    expect(cpu(pbkdf2(1_200_000))).toBe(772);
    expect(cpu({ bcrypt_sha256: { rounds: 10 } })).toBe(161);
    expect(cpu({ argon2: { time_cost: 1, memory_cost: 102_400, parallelism: 8 } })).toBe(246);
    expect(cpu(pbkdf2(600_000), { 'django.hash_machine_factor': 0.5 })).toBe(193);
  });

  test('without a hasher a hash costs password_hash_ms', () => {
    const settings = { 'django.password_hash_ms': 250, 'endpoints.Page': page([{ hash: 1 }]) };
    expect(record(tinyScenario(settings)).requests).toEqual(['0 Page 200 0-250']);
  });

  test('semantics C20: Argon2 spreads over its lanes, so its wall time depends on the cores', () => {
    const hashing = (cores: number): string[] =>
      record(
        tinyScenario({
          'web.cpu_cores': cores,
          'django.hasher': argon2,
          'endpoints.Page': page([{ hash: 1 }]),
        }),
      ).requests.map((line) => line.split('-')[1]!);
    expect(hashing(8)).toEqual(['61.375']);
    expect(hashing(2)).toEqual(['245.5']);
    expect(hashing(1)).toEqual(['491']);
  });

  test('semantics C20: the lanes of a worker that is killed end with it', () => {
    const { requests, summary } = record(
      tinyScenario({
        'web.worker_class': 'sync',
        'web.threads': 1,
        'web.timeout': 0.1,
        'web.cpu_cores': 1,
        'run.run_time_s': 10,
        'django.hasher': argon2,
        'endpoints.Page': page([{ hash: 1 }]),
      }),
    );
    expect(requests).toEqual(['0 Page 0 0-100']);
    expect(summary.busy.cpu * 10).toBeLessThan(0.12);
  });

  test('semantics C21, C22: hashes of one process run beside its Python code, as many as there are cores', () => {
    const { requests } = record(
      tinyScenario({
        'run.users': 4,
        'web.cpu_cores': 2,
        'django.password_hash_ms': 386,
        'endpoints.Page': page([{ hash: 1 }]),
      }),
    );
    // Four times 386 ms on two cores, all at once.
    expect(ends(requests)).toEqual(['200 0-772', '200 0-772', '200 0-772', '200 0-772']);
  });
});

describe('check_password', () => {
  test('semantics C23: one hash whether the password is right or wrong', () => {
    expect(ends(logins({}).requests)[0]).toBe('200 0-100');
    expect(ends(logins({ wrong_password_share: 1 }).requests)[0]).toBe('400 0-100');
  });

  test('semantics C23: one hash for an unknown user, unless the view looks the user up by itself', () => {
    expect(ends(logins({ unknown_user_share: 1 }).requests)[0]).toBe('400 0-100');
    const quick = logins({ unknown_user_share: 1, hash_for_unknown_user: false });
    expect(ends(quick.requests)[0]).toBe('400 0-0');
    expect(quick.summary.aggregated.failuresByCause.functional).toBe(3);
  });

  test('semantics C24: a right password with an outdated hash costs another hash and an UPDATE, once', () => {
    const { requests, slots } = logins(
      {},
      { 'django.stored_hasher': pbkdf2(77_720.207_253_886), 'postgres.commit_flush_ms': 7 },
    );
    // 50 ms for the old hash, 100 for the new one, and 7.2 for the UPDATE.
    expect(ends(requests)).toEqual(['200 0-157.2', '200 1157.2-1257.2', '200 2257.2-2357.2']);
    expect(slots).toEqual(['0 0', '150 1']);
  });

  test('semantics C24: a wrong password with fewer iterations takes as long as with all of them', () => {
    const wrong = (stored: PasswordHasher): string =>
      ends(logins({ wrong_password_share: 1 }, { 'django.stored_hasher': stored }).requests)[0]!;
    expect(wrong(pbkdf2(77_720.207_253_886))).toBe('400 0-100');
    expect(wrong({ bcrypt_sha256: { rounds: 12 } })).toBe('400 0-645');
  });

  test('a refusal within ATOMIC_REQUESTS commits and gives the server of the pool back', () => {
    const { requests } = logins({ wrong_password_share: 1 }, { 'django.ATOMIC_REQUESTS': true });
    expect(ends(requests)).toEqual(['400 0-100', '400 1100-1200', '400 2200-2300']);
  });
});
