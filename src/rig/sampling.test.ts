import { describe, expect, it } from 'vitest';
import { activityRows, backendState } from './sampling.ts';

describe('backendState', () => {
  it.each([
    ['postgres: app app 127.0.0.1(40412) idle', 'idle'],
    ['postgres: app app 127.0.0.1(40412) idle in transaction', 'idle in transaction'],
    ['postgres: app app 127.0.0.1(40412) idle in transaction (aborted)', 'idle in transaction'],
    ['postgres: app app 127.0.0.1(40412) authentication', 'startup'],
    ['postgres: app app 127.0.0.1(40412) startup', 'startup'],
    ['postgres: app app 127.0.0.1(40412) SELECT', 'active'],
    ['postgres: app app 127.0.0.1(40412) UPDATE waiting', 'active'],
    ['/usr/lib/postgresql/15/bin/postgres -D /tmp/data', 'startup'],
    ['postgres: checkpointer', null],
    ['postgres: logical replication launcher', null],
    ['postgres: rig_admin postgres 127.0.0.1(40412) idle', 'idle'],
  ])('takes %j for %j', (title, state) => {
    expect(backendState(title)).toBe(state);
  });
});

describe('activityRows', () => {
  it('counts backends by state, and leaves out the processes that are none', () => {
    expect(activityRows('now', ['idle', null, 'active', 'idle'])).toBe(
      'now,idle,2\nnow,active,1\n',
    );
  });

  it('keeps a look that finds nobody', () => {
    expect(activityRows('now', [null])).toBe('now,idle,0\n');
  });
});
