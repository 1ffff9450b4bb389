import { z } from 'zod';
import { type Figures, rigConfig, type TruthCase, type Window } from './case.ts';

/** The files that the measuring rig writes: much more than is compared; only what is compared is read. */

const count = z.number().min(0);
const time = z.number().nullish();

const row = z.looseObject({
  requests: count,
  failures: count.optional(),
  failure_rate: count.nullish(),
  rps: count.nullish(),
  ok_rps: count.nullish(),
  avg_ms: time,
  median_ms: time,
  p95: time,
});
type Row = z.infer<typeof row>;

const rigFile = z.looseObject({
  id: z.string().min(1),
  title: z.string().default(''),
  config: rigConfig,
  observed: z.looseObject({
    endpoints: z.record(z.string(), row),
    steady: z
      .looseObject({ from_s: count, endpoints: z.record(z.string(), row).default({}) })
      .nullish(),
    errors: z.record(z.string(), count).default({}),
    unfinished_at_end: z.record(z.string(), count).nullish(),
    connections: z.looseObject({ max: count.nullish() }).nullish(),
    cpu_cores_by_part: z.looseObject({ others: z.number().nullish() }).nullish(),
  }),
  repeats: z
    .array(
      z.looseObject({
        all: row.nullish(),
        steady: row.nullish(),
        connections_max: count.nullish(),
      }),
    )
    .nullish(),
});

export const rigCase = rigFile.transform((file): TruthCase => {
  const { observed, config } = file;
  const { steady } = observed;
  const { run_time_s } = config;
  return {
    format: 'plimsoll.truth-case',
    version: 1,
    name: file.id,
    title: file.title,
    config,
    others_cores: Math.max(0, observed.cpu_cores_by_part?.others ?? 0),
    whole: window(0, observed.endpoints, run_time_s),
    steady: steady ? window(steady.from_s, steady.endpoints, run_time_s) : null,
    unfinished: observed.unfinished_at_end ?? null,
    most_connections: observed.connections?.max ?? null,
    errors: byEndpoint(observed.errors),
    repetitions: (file.repeats ?? []).map((repeat) => ({
      whole: repeat.all ? figures(repeat.all, run_time_s) : null,
      steady: repeat.steady && steady ? figures(repeat.steady, run_time_s - steady.from_s) : null,
      most_connections: repeat.connections_max ?? null,
    })),
  };
});

function window(from_s: number, endpoints: Readonly<Record<string, Row>>, until_s: number): Window {
  return {
    from_s,
    endpoints: Object.fromEntries(
      Object.entries(endpoints).map(([name, row]) => [name, figures(row, until_s - from_s)]),
    ),
  };
}

function figures(row: Row, seconds: number): Figures {
  const failures = row.failures ?? Math.round(row.requests * (row.failure_rate ?? 0));
  return {
    requests: row.requests,
    failures,
    rps: row.rps ?? row.requests / seconds,
    ok_rps: row.ok_rps ?? (row.requests - failures) / seconds,
    avg_ms: row.avg_ms ?? null,
    p50_ms: row.median_ms ?? null,
    p95_ms: row.p95 ?? null,
  };
}

/** `endpoint: status text` to text by endpoint. */
function byEndpoint(errors: Readonly<Record<string, number>>): TruthCase['errors'] {
  const result: Record<string, Record<string, number>> = {};
  for (const [key, times] of Object.entries(errors)) {
    const at = key.indexOf(': ');
    const endpoint = key.slice(0, at);
    const text = key.slice(at + 2);
    (result[endpoint] ??= {})[text] = (result[endpoint][text] ?? 0) + times;
  }
  return result;
}
