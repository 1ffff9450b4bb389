import { type Block, heading, list, paragraph, table } from '../src/services/report/blocks.ts';
import type { Endurance } from './endurance.ts';
import { type EngineTable, RUNS } from './engineTable.ts';
import { figure, type Goal } from './goal.ts';
import type { Timing } from './nov8.ts';
import type { Scaling } from './scaling.ts';

/** Everything that one run of the bench has found. */
export interface BenchReport extends EngineTable {
  readonly format: 'plimsoll.bench';
  /** Share of the full number of jobs. */
  readonly size: number;
  readonly machine: {
    readonly node: string;
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGb: number;
    readonly platform: string;
    /** Processes that wanted a core on average, in the minute before. */
    readonly loadBefore: number;
  };
  readonly nov8: { readonly timings: readonly Timing[] };
  readonly scaling: Scaling;
  readonly endurance: Endurance;
}

/** The report to be read. */
export function benchBlocks(report: BenchReport): Block[] {
  const { machine, scaling, endurance } = report;
  return [
    paragraph(
      `Node ${machine.node}, ${machine.cores} x ${machine.cpu}, ${machine.memoryGb} GB, ${machine.platform}, load before ${machine.loadBefore.toFixed(1)}. CPU time of a simulation in one thread, statistics on, start-up and compilation left out, median of ${RUNS} runs.`,
    ),
    ...Object.entries(report.models).flatMap(([id, { title, exactMeanResponse, engines }]) => [
      heading(3, `${id}: ${title}`),
      table(
        ['<Engine', 'Jobs', 'Jobs per s', 'Events per s', 'Mean response (ms)', '95 % interval'],
        [
          ...Object.entries(engines).map(([name, row]) => [
            name,
            row.jobs.toLocaleString('en-US'),
            figure(row.jobsPerSecond),
            figure(row.eventsPerSecond),
            ms(row.meanResponse),
            `${ms(row.ci[0])} to ${ms(row.ci[1])}`,
          ]),
          ['exact', '', '', '', ms(exactMeanResponse), ''],
        ],
      ),
    ]),
    ...list([...report.missing, ...report.disagreements.map((text) => `DISAGREEMENT: ${text}`)]),
    heading(3, 'The load test of 8 November'),
    table(
      ['<Load', 'ms per replication', 'Events', 'Events per s'],
      report.nov8.timings.map(({ what, msPerReplication, events }) => [
        what,
        msPerReplication.toFixed(1),
        events.toLocaleString('en-US'),
        figure((1000 * events) / msPerReplication),
      ]),
    ),
    heading(3, 'Threads, users and hours'),
    ...list([
      ...Object.entries(scaling.replicationsPerSecond).map(
        ([threads, speed]) =>
          `${threads} thread${threads === '1' ? '' : 's'}: ${figure(speed)} replications per s of the 500 users above (wall time).`,
      ),
      `Events per s by users, S2 in the laboratory: ${byUsers(scaling.lab)}; S3 on the web stack: ${byUsers(scaling.stack)}.`,
      `${endurance.hours} hours of 250 looping users: ${endurance.requests.toLocaleString('en-US')} requests, ${endurance.events.toLocaleString('en-US')} events in ${endurance.seconds.toFixed(1)} s; memory ${endurance.memoryMb[0].toFixed(1)} MB after an hour, ${endurance.memoryMb[1].toFixed(1)} MB at the end.`,
    ]),
    heading(3, 'Goals'),
    goalTable(report.goals),
  ];
}

function goalTable(goals: readonly Goal[]): Block {
  return table(
    ['<Goal', 'Wanted', 'Measured', '<'],
    goals.map(({ what, wanted, measured, met }) => [
      what,
      wanted,
      measured,
      met ? 'met' : 'MISSED',
    ]),
  );
}

function ms(seconds: number): string {
  return (seconds * 1000).toPrecision(5);
}

function byUsers(speeds: Readonly<Record<number, number>>): string {
  return Object.entries(speeds)
    .map(([users, speed]) => `${figure(speed)} at ${Number(users).toLocaleString('en-US')}`)
    .join(', ');
}
