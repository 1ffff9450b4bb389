import { note, type Rule } from './lintRule.ts';

const ignoredByArrivals: Rule = ({ run, workload }) => {
  if (workload.arrivals === null) return [];
  const ignored = (path: string, value: string): ReturnType<Rule> => [
    note(
      path,
      `${value}, but workload.arrivals decides when journeys begin and this is ignored; set workload.arrivals to null for it to take effect`,
    ),
  ];
  return [
    ...(run.stages.length > 0 ? ignored('run.stages', `has ${run.stages.length} stages`) : []),
    ...workload.user_classes.flatMap(({ fixed_count }, i) =>
      fixed_count === null
        ? []
        : ignored(`workload.user_classes.${i}.fixed_count`, `is ${fixed_count}`),
    ),
  ];
};

const arrivalsBeyondTheRun: Rule = ({ run, workload }) =>
  (workload.arrivals?.stages ?? []).flatMap(({ from_s }, i) =>
    from_s < run.run_time_s
      ? []
      : [
          note(
            `workload.arrivals.stages.${i}.from_s`,
            `is ${from_s} s, when the run of ${run.run_time_s} s is over; extend run.run_time_s`,
          ),
        ],
  );

const retriesAmplify: Rule = ({ workload: { retry } }) =>
  retry === null || retry.jitter === 'full' || retry.factor > 1
    ? []
    : [
        note(
          'workload.retry',
          `tries ${retry.attempts} times at a constant distance without jitter: clients that fail together come back together; set jitter to full or factor above 1`,
        ),
      ];

/** What an open workload ignores, and what retries do. */
export const workloadRules: readonly Rule[] = [
  ignoredByArrivals,
  arrivalsBeyondTheRun,
  retriesAmplify,
];
