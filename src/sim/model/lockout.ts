import type { Scenario } from './scenario.ts';
import type { Lockout as Settings } from './scenario/django.ts';

/**
 * django-axes (semantics C27): after `failure_limit` failed logins from one address, or of one user, all further ones are
 * refused before a password is looked at, until the last failure is `cooloff_s` ago.
 */
export class Lockout {
  private readonly settings: Settings | null;
  private readonly addresses: number;
  private readonly failures = new Map<number, number>();
  private readonly lastFailure = new Map<number, number>();

  constructor({ django, workload }: Scenario) {
    this.settings = django.lockout;
    this.addresses = workload.client_addresses;
  }

  isLocked(user: number, now: number): boolean {
    if (this.settings === null) return false;
    const { failure_limit, cooloff_s } = this.settings;
    const key = this.key(user);
    if (cooloff_s !== null && now - (this.lastFailure.get(key) ?? now) >= cooloff_s) {
      this.failures.delete(key);
    }
    return (this.failures.get(key) ?? 0) >= failure_limit;
  }

  /** A login has failed. */
  failed(user: number, now: number): void {
    const key = this.key(user);
    this.failures.set(key, (this.failures.get(key) ?? 0) + 1);
    this.lastFailure.set(key, now);
  }

  private key(user: number): number {
    return this.settings?.per === 'ip' ? user % this.addresses : user;
  }
}
