import type { LocustTimes } from '../../../sim/observe/locustRow.ts';
import { counted } from '../../../sim/counted.ts';
import type { Scenario } from '../../../sim/model/scenario.ts';
import type { Provenance } from '../../../sim/model/scenario/provenance.ts';
import type { Autopsy, Calibration, Residual, RowFigure } from '../../../sim/study/results.ts';
import type { ResidualMark } from '../../charts/ResidualChart.tsx';
import type { SharePart } from '../../charts/StackedShareBar.tsx';
import { count, interval, percent, percentCell } from '../../ui/format.ts';
import { valueAt } from '../whatif/settings.ts';

/** Locust's percentile columns; `p` is the share of requests below. */
export const percentiles: readonly {
  readonly figure: keyof LocustTimes;
  readonly label: string;
  readonly p: number;
}[] = [
  { figure: 'p50Ms', label: 'P50', p: 0.5 },
  { figure: 'p66Ms', label: 'P66', p: 0.66 },
  { figure: 'p75Ms', label: 'P75', p: 0.75 },
  { figure: 'p80Ms', label: 'P80', p: 0.8 },
  { figure: 'p90Ms', label: 'P90', p: 0.9 },
  { figure: 'p95Ms', label: 'P95', p: 0.95 },
  { figure: 'p98Ms', label: 'P98', p: 0.98 },
  { figure: 'p99Ms', label: 'P99', p: 0.99 },
  { figure: 'p100Ms', label: 'P100', p: 1 },
];

/** All requests of a measurement: those that failed for want of capacity, functionally, for no known cause, and not at all. */
export function autopsyParts({
  requests,
  failures,
  capacity,
  functional,
  unknown,
}: Autopsy): readonly SharePart[] {
  const succeeded = requests - failures;
  return [
    {
      label: 'Capacity',
      count: capacity.count,
      share: capacity.share,
      ci: capacity.ci,
      look: 'capacity',
    },
    {
      label: 'Functional',
      count: functional.count,
      share: functional.share,
      ci: functional.ci,
      look: 'functional',
    },
    ...(unknown.count === 0
      ? []
      : [
          {
            label: 'Unknown',
            count: unknown.count,
            share: unknown.share,
            ci: unknown.ci,
            look: 'unknown' as const,
          },
        ]),
    {
      label: 'Succeeded',
      count: succeeded,
      share: requests === 0 ? 0 : succeeded / requests,
      ci: null,
      look: 'ok',
    },
  ];
}

export function autopsySentence(autopsy: Autopsy): string {
  const { requests, failures, capacity, functional, unknown } = autopsy;
  const part = ({ share, ci }: Autopsy['capacity']): string =>
    `${percent(share)} ${interval(ci[0], ci[1], percentCell)}`;
  return (
    `${count(failures)} of ${counted(requests, 'request')} failed: ` +
    `${count(capacity.count)} for want of capacity (${part(capacity)}) and ` +
    `${count(functional.count)} functionally (${part(functional)}), which no capacity cures` +
    (unknown.count === 0
      ? '.'
      : `; of ${count(unknown.count)} (${part(unknown)}) nothing tells the cause.`)
  );
}

const latencyLabels: Partial<Record<RowFigure, string>> = {
  avgMs: 'average',
  minMs: 'min',
  maxMs: 'max',
  medianMs: 'median',
  ...Object.fromEntries(percentiles.map(({ figure, label }) => [figure, label])),
};

export interface EndpointResiduals {
  readonly endpoint: string;
  readonly marks: readonly ResidualMark[];
  readonly inside: number;
}

/** Latency cells of a calibration by endpoint, in the order of the table. */
export function latencyResiduals({ residuals }: Calibration): readonly EndpointResiduals[] {
  const endpoints = [...new Set(residuals.map(({ endpoint }) => endpoint))];
  return endpoints
    .map((endpoint) => {
      const marks = residuals
        .filter((residual) => residual.endpoint === endpoint)
        .flatMap((residual): ResidualMark[] => {
          const label = latencyLabels[residual.figure];
          const { observed, predicted, low, high, inside } = residual;
          return label === undefined ? [] : [{ label, observed, predicted, low, high, inside }];
        });
      return { endpoint, marks, inside: marks.filter(({ inside }) => inside).length };
    })
    .filter(({ marks }) => marks.length > 0);
}

/** Cells of a calibration that are not latencies: requests, failures, rates. */
export function otherResiduals({ residuals }: Calibration): readonly Residual[] {
  return residuals.filter(({ figure }) => latencyLabels[figure] === undefined);
}

/** One scale for all panels, so that endpoints can be compared; ms, at least 1 since it is logarithmic. */
export function residualDomain(endpoints: readonly EndpointResiduals[]): readonly [number, number] {
  const marks = endpoints.flatMap((endpoint) => endpoint.marks);
  const low = Math.min(...marks.map((mark) => Math.min(mark.low, mark.observed)));
  const high = Math.max(...marks.map((mark) => Math.max(mark.high, mark.observed)));
  return [Math.max(1, low * 0.8), high * 1.25];
}

export interface SourcedValue {
  readonly path: string;
  readonly value: unknown;
  readonly provenance: Provenance;
}

/** Settings of a scenario whose source is stated, but for those in `except`. */
export function sourcedValues(
  scenario: Scenario,
  except: readonly string[],
): readonly SourcedValue[] {
  return Object.entries(scenario.provenance)
    .filter(([path]) => !except.includes(path))
    .map(([path, provenance]) => ({ path, value: valueAt(scenario, path), provenance }));
}

/** A stronger correlation than this says that two parameters can hardly be told apart. */
const STRONG = 0.3;

/** Pairs of parameters whose values depend on one another, strongest first. */
export function strongestCorrelations({
  parameters,
  correlations,
}: Calibration): readonly { readonly a: string; readonly b: string; readonly value: number }[] {
  return correlations
    .flatMap((row, i) =>
      row
        .slice(0, i)
        .map((value, j) => ({ a: parameters[i]!.label, b: parameters[j]!.label, value })),
    )
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .filter(({ value }, i) => i === 0 || Math.abs(value) >= STRONG);
}
