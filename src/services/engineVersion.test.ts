import { expect, it } from 'vitest';
import { engineVersion } from './engineVersion.ts';

it('the engine has one name, made of the generation of its studies and of what it answers', () => {
  expect(engineVersion()).toMatch(/^\d+-[0-9a-f]{16}$/);
  expect(engineVersion()).toBe(engineVersion());
});
