import { StreamBank } from '../kernel/randomStreams.ts';
import { type HashCost, preferredHash, storedHash, wrongPasswordHash } from './passwordHash.ts';
import { mostUsers } from './users.ts';
import type { Scenario } from './scenario.ts';
import type { CheckPassword } from './scenario/endpoints.ts';

/** How a login ends. */
export const RIGHT = 0;
export const RIGHT_BUT_OUTDATED = 1;
export const WRONG = 2;
export const UNKNOWN_USER = 3;

/**
 * What a login has to hash (semantics C23, C24): one hash whether the password is right or wrong, one for an unknown user
 * unless the view looks the user up by itself, and one more with an UPDATE the first time that a right password meets a hash
 * of the old kind.
 */
export class PasswordCheck {
  readonly preferred: HashCost;
  private readonly stored: HashCost;
  private readonly outdatedWrong: HashCost;
  /** By user: 1 once the hash is of the preferred kind. */
  private readonly upgraded: Int32Array;
  private readonly draws: StreamBank;

  constructor({ django, run }: Scenario, seed: number) {
    this.preferred = preferredHash(django);
    this.stored = storedHash(django);
    this.outdatedWrong = wrongPasswordHash(django);
    const users = mostUsers(run);
    this.upgraded = new Int32Array(users).fill(django.stored_hasher === null ? 1 : 0);
    this.draws = new StreamBank(seed, 'password check', users);
  }

  /** How the login of `user` ends. */
  outcome(user: number, check: CheckPassword): number {
    const draw = this.draws.uniform(user);
    if (draw < check.unknown_user_share) return UNKNOWN_USER;
    if (draw < check.unknown_user_share + check.wrong_password_share) return WRONG;
    return this.upgraded[user] === 1 ? RIGHT : RIGHT_BUT_OUTDATED;
  }

  /** The hash that the check itself takes; null: none. */
  cost(user: number, outcome: number, check: CheckPassword): HashCost | null {
    switch (outcome) {
      case UNKNOWN_USER:
        return check.hash_for_unknown_user ? this.preferred : null;
      case WRONG:
        return this.upgraded[user] === 1 ? this.preferred : this.outdatedWrong;
      case RIGHT:
        return this.preferred;
      default:
        return this.stored;
    }
  }

  /** The user's password has been hashed anew. */
  upgrade(user: number): void {
    this.upgraded[user] = 1;
  }
}
