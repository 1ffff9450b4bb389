import { wilsonInterval } from '../sim/stats/proportion.ts';
import type { Autopsy, AutopsyShare, Measurement } from '../sim/study/results.ts';

/**
 * What the failures of a measurement were: of capacity, or functional at any load, each as a share of all requests
 * with its 95 % Wilson interval. The measurement's own notes decide which is which; an endpoint with several notes
 * has several rows, one that failed never has one of kind `none`.
 */
export function autopsy(measurement: Measurement): Autopsy {
  const { aggregated, rows, failureNotes } = measurement;
  const share = (kind: 'capacity' | 'functional'): AutopsyShare => {
    const count = failureNotes
      .filter((note) => note.kind === kind)
      .reduce((sum, note) => sum + note.failures, 0);
    return {
      count,
      share: aggregated.requests === 0 ? 0 : count / aggregated.requests,
      ci: wilsonInterval(count, aggregated.requests),
    };
  };
  return {
    requests: aggregated.requests,
    failures: aggregated.failures,
    capacity: share('capacity'),
    functional: share('functional'),
    rows: rows.flatMap((row): Autopsy['rows'][number][] => {
      const { name, requests } = row;
      const notes = failureNotes.filter((note) => note.endpoint === name && note.failures > 0);
      if (notes.length === 0) {
        return [
          { name, requests, failures: 0, kind: 'none', status: '', reason: 'no request failed' },
        ];
      }
      return notes.map(({ failures, kind, status, reason }) => ({
        name,
        requests,
        failures,
        kind,
        status: `HTTP ${status}`,
        reason,
      }));
    }),
  };
}
