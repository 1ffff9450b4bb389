import { describe, expect, test } from 'vitest';
import document from '../../fixtures/nov8/measurement.json' with { type: 'json' };
import { withSettings } from '../sim/model/settings.ts';
import { AppError } from './errors.ts';
import { parseMeasurement } from './measurement.ts';

/** The message for the document of 8 November with some values changed. */
function complaint(changes: Record<string, unknown>): string {
  try {
    parseMeasurement(withSettings(document, changes));
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe('invalid-input');
    return (error as AppError).message;
  }
  return 'accepted';
}

describe('parseMeasurement', () => {
  test('reads the load test of 8 November as it is', () => {
    expect(parseMeasurement(document)).toEqual(document);
  });

  test.each<[string, Record<string, unknown>, string]>([
    [
      'an unknown key',
      { 'rows.0.p97Ms': 3 },
      'rows.0.p97Ms: is unknown; accepted here: name, requests, failures, avgMs',
    ],
    ['a negative count', { 'rows.1.requests': -56 }, 'rows.1.requests: is -56; accepted: >= 0'],
    [
      'a count that is none',
      { 'rows.1.requests': '56' },
      'rows.1.requests: is "56"; accepted: a whole number',
    ],
    ['a missing table', { rows: undefined }, 'rows: is missing; accepted: a list in brackets'],
    ['an empty table', { rows: [] }, 'rows: is []; accepted: at least 1 entry'],
    [
      'another format',
      { format: 'plimsoll.trial' },
      'format: is "plimsoll.trial"; accepted: "plimsoll.measurement"',
    ],
    [
      'failures above requests',
      { 'rows.0.failures': 92 },
      'rows.0.failures: is 92 of 91 requests of "Register User"; accepted: 0 to 91',
    ],
    [
      'requests that do not sum',
      { 'aggregated.requests': 387 },
      'aggregated.requests: is 387, but the rows sum to 386; accepted: 386, or rows that sum to 387',
    ],
    [
      'failures that do not sum',
      { 'aggregated.failures': 279 },
      'aggregated.failures: is 279, but the rows sum to 280; accepted: 280, or rows that sum to 279',
    ],
    [
      'a total average that the rows cannot have',
      { 'aggregated.avgMs': 1338 },
      'aggregated.avgMs: is 1338, but the averages of the rows weighted by their requests give 1336.3; accepted: 1336 to 1337',
    ],
    [
      'a total maximum that no row has',
      { 'aggregated.maxMs': 7711 },
      'aggregated.maxMs: is 7711, but the rows have 7710; accepted: 7710',
    ],
    [
      'an average outside the extremes',
      { 'rows.4.avgMs': 3000 },
      'rows.4.avgMs: is 3000, outside minMs to maxMs; accepted: 6 to 2944',
    ],
    [
      'percentiles that fall',
      { 'rows.4.p66Ms': 13 },
      'rows.4.p66Ms: is 13, less than the percentile before it; accepted: >= 14',
    ],
    [
      'a percentile that Locust does not print',
      { 'rows.0.p95Ms': 6510 },
      'rows.0.p95Ms: is 6510, which Locust does not print',
    ],
    [
      'user classes that do not sum',
      { 'configuration.userClasses.0.users': 74 },
      'configuration.userClasses: sum to 101 users, but configuration.users is 100; accepted: classes that sum to 100',
    ],
    [
      'failures that nobody explains',
      { failureNotes: [] },
      'failureNotes: explain 0 of 35 failures of "Register User"; accepted: notes whose failures sum to 35',
    ],
    [
      'a target for an endpoint without a row',
      { 'targets.3.endpoint': 'Register' },
      'targets.3.endpoint: is "Register", which has no row; accepted: "Register User", "Login"',
    ],
    [
      'a second row of one endpoint',
      { 'rows.3.name': 'List Groups' },
      'rows.3.name: is "List Groups" a second time',
    ],
    [
      'no date',
      { 'source.date': 'November 8' },
      'source.date: is "November 8"; accepted: a day such as "2025-11-08"',
    ],
  ])('refuses %s in a sentence', (_, changes, sentence) => {
    expect(complaint(changes)).toContain(sentence);
  });

  test('says the first of several faults and how many there are, and lists all of them', () => {
    const changes = { 'rows.0.failures': 92, 'configuration.users': 99 };
    expect(complaint(changes)).toMatch(/^rows\.0\.failures: .* \(and 3 more faults\)$/);
    expect(() => parseMeasurement(withSettings(document, changes))).toThrow(
      expect.objectContaining({
        issues: ['rows.0', 'aggregated', 'configuration.userClasses', 'failureNotes'].map((path) =>
          expect.objectContaining({ path: expect.stringContaining(path) as string }),
        ),
      }),
    );
  });

  test('reads a document without notes, claims and targets when nothing failed', () => {
    const quiet = withSettings(document, {
      ...Object.fromEntries(document.rows.map((_, i) => [`rows.${i}.failures`, 0])),
      'aggregated.failures': 0,
    });
    const { failureNotes: _, claims: __, targets: ___, ...plain } = quiet;
    expect(parseMeasurement(plain)).toMatchObject({ failureNotes: [], claims: [], targets: [] });
  });

  test('does not read a version that it does not know', () => {
    expect(() => parseMeasurement({ ...document, version: 2 })).toThrow('accepted: 1');
  });

  test('refuses what is no document', () => {
    expect(() => parseMeasurement(null)).toThrow(
      'document: is null; accepted: entries such as {"format": ..., "version": ..., ',
    );
    expect(() => parseMeasurement(7)).toThrow(AppError);
  });

  test('holds a table against the rounding of its tool', () => {
    const of = (rounding: string, avgMs: number): string =>
      complaint({ rounding, 'aggregated.avgMs': avgMs });
    // The rows weighted by their requests give 1336.3.
    expect(of('whole-ms', 1335)).toBe('accepted');
    expect(of('whole-ms', 1339)).toContain('accepted: 1335 to 1338');
    expect(of('exact', 1336)).toContain('aggregated.avgMs: is 1336');
    expect(complaint({ 'rows.0.p95Ms': 6510, rounding: 'whole-ms' })).toBe('accepted');
  });

  test('reads failures of which nothing is known, and what was seen beside the run', () => {
    const notes = { 'failureNotes.0.status': null, 'failureNotes.0.kind': 'unknown' };
    expect(complaint({ ...notes, 'failureNotes.0.cause': undefined })).toBe('accepted');
    expect(
      complaint({ evidence: { activity: [{ at: null, backends: -1, byState: [] }] } }),
    ).toContain('evidence.activity.0.backends: is -1; accepted: >= 0');
    expect(complaint({ 'passages.0.topic': 'weather' })).toContain(
      'passages.0.topic: is "weather"',
    );
  });
});
