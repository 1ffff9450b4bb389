import { EventList } from '../src/sim/kernel/eventList.ts';
import { withSettings } from '../src/sim/model/settings.ts';
import { simulate } from '../src/sim/simulate.ts';
import { variantsOf, workloadsOf } from '../src/sim/study/gapVariants.ts';
import { builtInScenario } from '../src/services/builtIns.ts';
import { applicableFixes } from '../src/services/questions.ts';
import { table } from '../src/services/report/blocks.ts';
import { toMarkdown } from '../src/services/report/markdown.ts';
import { cpuSeconds } from './engines/engine.ts';
import { nestedScenario } from './engines/stack.ts';
import { CalendarQueue } from './eventLists/calendarQueue.ts';
import { recordOperations, replay, type Rival } from './eventLists/operations.ts';
import { models, type NestedModel } from './models.ts';

/** Races event lists on what our models ask of them. `node bench/eventLists.ts` prints the table of docs/PERFORMANCE.md. */

const RUNS = 15;

const nov8 = builtInScenario('nov8')!;
const repaired = workloadsOf(nov8).find(({ workload }) => workload === 'repaired')!.settings;
const looping = withSettings(nov8, { ...repaired, 'run.users': 500 });
const pgbouncer = variantsOf(applicableFixes(nov8).fixes).find(
  ({ fix }) => fix?.id === 'pgbouncer',
)!;
const shape = models[2]!.shape as NestedModel;
const nested = (scale: number, runTime: number): ReturnType<typeof nestedScenario> =>
  nestedScenario(
    {
      ...shape,
      users: shape.users * scale,
      workers: shape.workers * scale,
      connections: shape.connections * scale,
    },
    runTime,
  );

const workloads = {
  '8 November, 100 users': nov8,
  '500 looping users': looping,
  '500 looping users, PgBouncer': withSettings(looping, pgbouncer.settings),
  'S3 on the web stack, 500 users': nested(1, 300),
  'S3 on the web stack, 50,000 users': nested(100, 10),
  // Everybody starts in bursts and waits for one interpreter lock: few gaps between events say anything of the others.
  '50,000 users who get stuck': withSettings(looping, {
    'run.users': 50_000,
    'run.spawn_rate': 5000,
    'run.run_time_s': 60,
    'web.cpu_cores': 1500,
    'postgres.max_connections': 100_000,
  }),
};
const rivals: Readonly<Record<string, () => Rival>> = {
  heap: () => new EventList(256),
  calendar: () => new CalendarQueue(),
};

const rows = Object.entries(workloads).map(([name, scenario]) => {
  const operations = recordOperations(() => simulate(scenario, 1));
  const handles = new Int32Array(operations.scheduled);
  const nanoseconds = Object.values(rivals).map((create) => {
    const times = Array.from({ length: RUNS }, () =>
      cpuSeconds(() => replay(operations, create(), handles)),
    );
    return (1e9 * Math.min(...times)) / operations.fired;
  });
  return [
    name,
    operations.fired.toLocaleString('en-US'),
    ...nanoseconds.map((ns) => ns.toFixed(0)),
  ];
});
console.log(
  toMarkdown([
    table(
      ['<Workload', 'Events', ...Object.keys(rivals).map((name) => `${name} (ns per event)`)],
      rows,
    ),
  ]),
);
