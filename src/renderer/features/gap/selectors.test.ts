import { describe, expect, it } from 'vitest';
import { someGap } from '../../../../fixtures/factories/results.ts';
import type { FixChange, FixOutcome } from '../../../sim/study/results.ts';
import {
  ALL_TARGETS,
  changeSentence,
  fixList,
  safeUsersFor,
  targetFault,
  targetOf,
  waterfallRows,
} from './selectors.ts';

const [asTested] = someGap().workloads;

function outcome(change: Partial<FixChange>): FixOutcome {
  const none = { mean: 0, ci: [0, 0] as const, n: 10 };
  const zero = { capacityFailureRate: none, p50Ms: none, p95Ms: none, p99Ms: none };
  return { changes: [{ users: 500, ...zero, ...change }] } as unknown as FixOutcome;
}

describe('what a fix alone changes', () => {
  it('is said in points and ms with the interval of the pairs', () => {
    const sentence = changeSentence(
      outcome({
        capacityFailureRate: { mean: -0.3312, ci: [-0.334, -0.3281], n: 10 },
        p95Ms: { mean: 1234.4, ci: [999.6, 1470], n: 10 },
      }),
    );
    expect(sentence!.replaceAll('\u00a0', ' ')).toBe(
      'Alone, at 500 users: capacity failures −33 [−33, −33] points, P95 +1,234 [+1,000, +1,470] ms.',
    );
  });

  it('has no sign where it is nothing', () => {
    const sentence = changeSentence(
      outcome({ capacityFailureRate: { mean: -0.0002, ci: [-0.0004, 0.0044], n: 10 } }),
    );
    expect(sentence!.replaceAll('\u00a0', ' ')).toContain('capacity failures 0 [0, +0.4] points');
  });

  it('is not said of a fix that was not compared', () => {
    expect(changeSentence(null)).toBeNull();
    expect(changeSentence({ changes: [] } as unknown as FixOutcome)).toBeNull();
  });
});

describe('the waterfall', () => {
  it('starts with the service as it is and goes on from fix to fix', () => {
    const rows = waterfallRows(asTested!, ALL_TARGETS);
    expect(rows[0]).toMatchObject({ id: 'as-is', stacked: asTested!.safeUsers });
    expect(rows.slice(1).map(({ id }) => id)).toEqual(fixList(asTested!).map(({ id }) => id));
    expect(rows[1]!.from).toBe(safeUsersFor(asTested!, ALL_TARGETS)!.value);
  });
});

describe('the number of users to aim for', () => {
  it('is a whole number of at least one user', () => {
    expect(['1', '500', '100,000'].map(targetOf)).toEqual([1, 500, 100_000]);
    expect(targetFault('500')).toBeNull();
    expect(targetFault('0')).toBe(
      'Target users: is "0"; accepted: a whole number from 1 to 100000',
    );
    for (const text of ['', '2.5', '1e3', '12abc', '100001']) {
      expect(targetOf(text)).toBeNull();
      expect(targetFault(text)).not.toBeNull();
    }
  });
});
