import { expect, test } from 'vitest';
import { closedResponseS, inSystemByLittle, utilisationByLaw } from './little.ts';

test('30 requests per s that take 0.2 s each are 6 in the system', () => {
  expect(inSystemByLittle(30, 0.2)).toBe(6);
});

test('500 users who think 5 s and get 94.53971398 requests per s done wait 0.2887826602 s', () => {
  expect(closedResponseS(500, 94.53971398, 5)).toBeCloseTo(0.2887826602, 8);
  expect(closedResponseS(500, 0, 5)).toBe(Infinity);
});

test('30 requests per s of 0.2 s each keep 8 servers busy for three quarters of the time', () => {
  expect(utilisationByLaw(30, 0.2, 8)).toBe(0.75);
});
