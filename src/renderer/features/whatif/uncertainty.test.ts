import { describe, expect, it } from 'vitest';
import { uncertaintySentence } from './uncertainty.ts';

describe('what is not known of a result', () => {
  it('is said by source, for all requests together', () => {
    const sentence = uncertaintySentence({
      parameterSets: 40,
      figures: [
        { endpoint: null, figure: 'capacityFailureRate', chance: 0.004, parameters: 0.012 },
        { endpoint: null, figure: 'p95Ms', chance: 310.2, parameters: 640.7 },
        { endpoint: 'Login', figure: 'p95Ms', chance: 1, parameters: 1 },
      ],
    });
    expect(sentence!.replaceAll('\u00a0', ' ')).toContain(
      '(40 sets): capacity failures 0.4 points and 1.2 points; P95 310 ms and 641 ms. The intervals',
    );
    expect(sentence).not.toContain('Login');
  });

  it('is nothing where every setting counts as known', () => {
    expect(uncertaintySentence(null)).toBeNull();
    expect(uncertaintySentence({ parameterSets: 2, figures: [] })).toBeNull();
  });
});
