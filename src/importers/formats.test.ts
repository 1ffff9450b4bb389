import { describe, expect, test } from 'vitest';
import { contentOf } from '../../fixtures/imports/files.ts';
import type { Measurement } from '../sim/study/results.ts';
import { cellInterval } from '../sim/observe/cellInterval.ts';
import { importFiles } from './importFiles.ts';
import { memoryFile } from './source.ts';

async function measured(name: string, content: string): Promise<Measurement> {
  const { measurement } = await importFiles([memoryFile(name, content)], {
    users: 5,
    date: '2026-11-25',
  });
  return measurement!;
}

/** A k6 CSV of one request. */
const k6Row = (timestamp: string, tags: string): string =>
  `metric_name,timestamp,metric_value,expected_response,name,status\nhttp_req_duration,${timestamp},250.5,${tags}\n`;

describe('formats of load-test tools', () => {
  test('semantics G1: a row of k6 is stamped with its end, in s, ms, µs, ns or RFC 3339, and k6 says what failed', async () => {
    for (const timestamp of [
      '1795647600',
      '1795647600000',
      '1795647600000000',
      '1795647600000000000',
      '2026-11-25T23:00:00Z',
    ]) {
      const run = await measured('k.csv', k6Row(timestamp, 'true,Home,500'));
      expect(run.source.date).toBe('2026-11-25');
      expect(run.aggregated).toMatchObject({ requests: 1, failures: 0, avgMs: 250.5 });
      // One request is as long as the run: it began before it was stamped.
      expect(run.configuration.runTimeS).toBeCloseTo(0.2505, 6);
    }
    const failed = await measured('k.csv', k6Row('1795647600', 'false,Home,200'));
    expect(failed.aggregated.failures).toBe(1);
  });

  test('semantics G2: points of http_req_duration are requests, all other lines of k6 are not', async () => {
    const lines = contentOf('k6/results.json').split('\n');
    const requests = lines.filter((line) =>
      line.includes('"metric":"http_req_duration","type":"Point"'),
    );
    const run = await measured('k.json', lines.join('\n'));
    expect([requests.length, run.aggregated.requests]).toEqual([40, 40]);
  });

  test('semantics G3: passes of http_req_failed are the failed requests', async () => {
    const summary = JSON.parse(contentOf('k6/summary-export.json'));
    expect(summary.metrics.http_req_failed).toMatchObject({ passes: 14, fails: 26 });
    const run = await measured('k.json', JSON.stringify(summary));
    expect(run.aggregated).toMatchObject({ requests: 40, failures: 14 });
  });

  test('semantics G4: JMeter stamps the start of a request, with a header or without, by any delimiter', async () => {
    const jtl =
      'timeStamp,elapsed,label,responseCode,success,allThreads\n1795647600000,900,Home,200,true,3\n1795647601000,500,Home,200,true,5\n';
    const run = await measured('r.jtl', jtl);
    // From the first start to the last end.
    expect(run.configuration).toMatchObject({ users: 5, runTimeS: 1.5 });
    const other = await measured('r.csv', jtl.replaceAll(',', ';'));
    expect(other.rows).toEqual(run.rows);
    const headless = await measured('r.jtl', contentOf('jmeter/results-no-header.jtl'));
    expect(headless.rows).toEqual((await measured('r.jtl', contentOf('jmeter/results.jtl'))).rows);
  });

  test('semantics G5: the four percentiles of Gatling are 50, 75, 95 and 99', async () => {
    const run = await measured('stats.json', contentOf('gatling/stats.json'));
    expect(run.rows[0]).toMatchObject({
      p50Ms: 163,
      p66Ms: null,
      p75Ms: 263,
      p90Ms: null,
      p95Ms: 399,
      p99Ms: 5000,
    });
  });

  test('semantics G6: a cell stands for the interval that its tool prints so', async () => {
    const console = await measured('c.txt', contentOf('locust/shop_console.txt'));
    const csv = await measured('s.csv', contentOf('locust/shop_stats.csv'));
    const exact = await measured('k.csv', contentOf('k6/results.csv'));
    expect(cellInterval('avgMs', console.aggregated.avgMs!, console.rounding)).toEqual([225, 226]);
    expect(cellInterval('p95Ms', csv.aggregated.p95Ms!, csv.rounding)).toEqual([655, 665]);
    expect(cellInterval('avgMs', exact.aggregated.avgMs!, exact.rounding)).toEqual([
      exact.aggregated.avgMs,
      exact.aggregated.avgMs,
    ]);
  });
});
