import { expect, it } from 'vitest';
import type { ScenarioEntry } from '../../../contract/api.ts';
import { suggestedName } from './suggestedName.ts';

const entry = (name: string): ScenarioEntry => ({
  name,
  title: name,
  description: '',
  builtIn: false,
  version: 1,
  savedAt: null,
});

it('suggests the own name again for a scenario of the user', () => {
  expect(suggestedName('mine', false, [entry('mine')])).toBe('mine');
});

it('suggests a free name for a copy of a built-in scenario', () => {
  expect(suggestedName('nov8', true, [])).toBe('nov8-what-if');
  expect(suggestedName('nov8', true, [entry('nov8-what-if'), entry('nov8-what-if-2')])).toBe(
    'nov8-what-if-3',
  );
});
