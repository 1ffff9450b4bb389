import { describe, expect, it } from 'vitest';
import { lint } from '../../../contract/scenario/lint.ts';
import { nov8Scenario } from '../../testing/documents.ts';
import { obstacleOf, remarksAt } from './selectors.ts';

describe('settings', () => {
  it('can be saved and studied when nothing is wrong with them', () => {
    expect(obstacleOf({ issues: [] })).toBeNull();
  });

  it('cannot while one of them is not accepted, and it is said why', () => {
    const issues = [
      { path: 'run.users', message: 'is -5; accepted: >= 1' },
      { path: 'web.threads', message: 'is 0; accepted: >= 1' },
    ];
    expect(obstacleOf({ issues })).toBe(
      'Mend the settings first. run.users: is -5; accepted: >= 1 (and 1 more fault)',
    );
  });
});

describe('what is said at a setting', () => {
  it('begins with its name, and is what is wrong before what is surprising', () => {
    const path = 'django.CONN_MAX_AGE';
    const issues = [{ path, message: 'is -5; accepted: >= 0' }];
    const remarks = remarksAt(path, { issues, warnings: lint(nov8Scenario()) });
    expect(remarks.map(({ severity }) => severity)).toEqual(['error', 'warning']);
    expect(remarks[0]!.message).toBe('django.CONN_MAX_AGE: is -5; accepted: >= 0');
    expect(remarks[1]!.message).toMatch(/^django\.CONN_MAX_AGE is 600 s under runserver/);
  });
});
