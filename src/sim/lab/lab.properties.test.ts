import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { Lab } from './lab.ts';
import type { Discipline, JobClass, QueueNetwork, Source, Station, Visit } from './network.ts';
import { runCompiled } from './runNetwork.ts';
import { network, visit } from './testing.ts';

const until = (seconds: number): { warmUp: number; exits: number; until: number } => ({
  warmUp: 0,
  exits: Infinity,
  until: seconds,
});

const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const mean = fc.double({ min: 0.05, max: 2, noNaN: true });
/** A continuous duration: no two events fall on the same moment by chance. */
const continuous = fc.oneof(
  mean.map((mean_s) => ({ exponential: { mean_s } })),
  mean.map((mean_s) => ({ erlang: { phases: 3, mean_s } })),
  mean.map((mean_s) => ({ lognormal: { mean_s, cv: 1.5 } })),
  mean.map((min_s) => ({ uniform: { min_s, max_s: min_s + 1 } })),
);
/** Any duration, constants too, so that many events fall on the same moment. */
const duration = fc.oneof(continuous, fc.constantFrom(0.5, 1, 2));

const station = fc
  .record({
    servers: fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 1, max: 3 }) },
      { weight: 1, arbitrary: fc.constant('infinite' as const) },
    ),
    discipline: fc.constantFrom<Discipline>(
      'FIFO',
      'LIFO',
      'random',
      'PS',
      'priority',
      'preemptive',
    ),
    room: fc.option(fc.integer({ min: 0, max: 4 })),
  })
  .map(({ servers, discipline, room }): Station => {
    const limited = room !== null && servers !== 'infinite';
    return { servers, discipline, capacity: limited ? servers + room : null };
  });

const source = (pause: fc.Arbitrary<Visit['service']>): fc.Arbitrary<Source> =>
  fc.oneof(
    pause.map((interarrival) => ({ interarrival })),
    fc.record({ population: fc.integer({ min: 1, max: 12 }), think: pause }),
  );

/** Visits to the stations in order, some left out, now and then back to the first; servers may be held on the way. */
function jobClass(
  stations: readonly Station[],
  times: fc.Arbitrary<Visit['service']>,
): fc.Arbitrary<JobClass> {
  return fc
    .record({
      source: source(times),
      priority: fc.integer({ min: 0, max: 2 }),
      services: fc.array(times, { minLength: stations.length, maxLength: stations.length }),
      patience: fc.option(times),
      holds: fc.boolean(),
      back: fc.boolean(),
      skip: fc.double({ min: 0, max: 0.9, noNaN: true }),
    })
    .map(({ source: jobs, priority, services, patience, holds, back, skip }) => {
      const visits: Record<string, Visit> = {};
      for (const [i, { discipline, servers }] of stations.entries()) {
        const last = i === stations.length - 1;
        const holdable =
          discipline !== 'PS' && discipline !== 'preemptive' && servers !== 'infinite';
        const onwards = last ? 'leave' : `v${i + 1}`;
        visits[`v${i}`] = visit(`s${i}`, services[i]!, {
          patience,
          hold: holds && holdable && !last,
          next:
            last && back && !holds
              ? { v0: skip / 2, leave: 1 - skip / 2 }
              : onwards === 'leave'
                ? onwards
                : { [onwards]: 1 - skip, leave: skip },
        });
      }
      return { source: jobs, priority, start: null, visits };
    });
}

function networks(times: fc.Arbitrary<Visit['service']>): fc.Arbitrary<QueueNetwork> {
  return fc
    .array(station, { minLength: 1, maxLength: 3 })
    .chain((stations) =>
      fc
        .array(jobClass(stations, times), { minLength: 1, maxLength: 3 })
        .map((classes) =>
          network(
            Object.fromEntries(stations.map((own, i) => [`s${i}`, own])),
            Object.fromEntries(classes.map((own, i) => [`c${i}`, own])),
          ),
        ),
    );
}

const holds = ({ classes }: QueueNetwork): boolean =>
  Object.values(classes).some(({ visits }) => Object.values(visits).some(({ hold }) => hold));

describe('any network', () => {
  test('moves its clock forwards, never exceeds a capacity, and idles no server while somebody waits', () => {
    fc.assert(
      fc.property(networks(duration), seed, (document, chosen) => {
        const compiled = compile(document);
        const stations = Object.values(document.stations);
        const lab = new Lab(compiled, chosen);
        lab.limit(until(40));
        let before = 0;
        while (lab.step()) {
          expect(lab.events.now).toBeGreaterThanOrEqual(before);
          before = lab.events.now;
          for (const [s, { servers, capacity, discipline }] of stations.entries()) {
            const busy = lab.queues.busy[s]!;
            const waiting = lab.queues.waiting[s]!;
            expect(busy + waiting).toBeLessThanOrEqual(capacity ?? Infinity);
            if (discipline === 'PS' || servers === 'infinite') {
              expect(waiting).toBe(0);
            } else {
              expect(busy).toBeLessThanOrEqual(servers);
              if (waiting > 0) expect(busy).toBe(servers);
            }
          }
        }
      }),
    );
  });

  test('loses nobody: who came has completed, was lost, gave up or is inside', () => {
    fc.assert(
      fc.property(
        networks(duration),
        seed,
        fc.integer({ min: 0, max: 50 }),
        (document, chosen, warmUp) => {
          const run = runCompiled(compile(document), chosen, { ...until(60), warmUp });
          for (const [name, own] of Object.entries(run.classes)) {
            const { completed, lost, reneged, inside } = own;
            expect(own.arrivals + own.insideAtStart).toBe(completed + lost + reneged + inside);
            const { source: jobs } = document.classes[name]!;
            if ('population' in jobs) expect(inside).toBeLessThanOrEqual(jobs.population);
          }
        },
      ),
    );
  });

  test('balances its flows: what comes to a station leaves it, is lost or is there', () => {
    fc.assert(
      fc.property(
        networks(duration).filter((document) => !holds(document)),
        seed,
        (document, chosen) => {
          const compiled = compile(document);
          const lab = new Lab(compiled, chosen);
          lab.run(until(60));
          const run = runCompiled(compiled, chosen, until(60));
          let there = 0;
          for (const [s, { arrivals, served, lost, reneged }] of Object.values(
            run.stations,
          ).entries()) {
            expect(arrivals - served - lost - reneged).toBe(
              lab.queues.busy[s]! + lab.queues.waiting[s]!,
            );
            there += lab.queues.busy[s]! + lab.queues.waiting[s]!;
          }
          const inside = Object.values(run.classes).reduce((sum, own) => sum + own.inside, 0);
          expect(there).toBe(inside);
        },
      ),
    );
  });

  test('gives the same figures, bit by bit, for the same seed', () => {
    fc.assert(
      fc.property(networks(duration), seed, (document, chosen) => {
        const once = runCompiled(compile(document), chosen, until(40));
        expect(runCompiled(compile(document), chosen, until(40))).toEqual(once);
      }),
      { numRuns: 40 },
    );
  });

  test('does not care in which order its parts are listed, nor about a part that it never meets', () => {
    fc.assert(
      fc.property(networks(continuous), seed, (document, chosen) => {
        const reversed = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
          Object.fromEntries(Object.entries(record).toReversed());
        const other = {
          stations: reversed({
            ...document.stations,
            elsewhere: { servers: 1, discipline: 'random' as const, capacity: 3 },
          }),
          classes: reversed({
            ...document.classes,
            // Its importance lies between those of the others.
            stranger: {
              source: { interarrival: { exponential: { mean_s: 0.7 } } },
              priority: 1,
              start: null,
              visits: { v: visit('elsewhere', { exponential: { mean_s: 1 } }) },
            },
          }),
        };
        const plain = runCompiled(compile(document), chosen, until(40));
        const mixed = runCompiled(compile({ ...document, ...other }), chosen, until(40));
        for (const name of Object.keys(plain.classes)) {
          expect(mixed.classes[name]).toEqual(plain.classes[name]);
        }
      }),
    );
  });

  test('obeys the law of Little on every path that begins and ends empty', () => {
    const arrivals = fc.array(fc.double({ min: 0, max: 30, noNaN: true }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(networks(duration), arrivals, seed, (document, times, chosen) => {
        const trace = times.toSorted((a, b) => a - b).map((arrival_s) => ({ arrival_s }));
        const classes = Object.entries(document.classes).map(([name, own]) => [
          name,
          { ...own, source: { trace } },
        ]);
        const run = runCompiled(
          compile({ ...document, classes: Object.fromEntries(classes) }),
          chosen,
          until(Infinity),
        );
        if (run.deadlocked) return;
        for (const { jobs, meanInSystem } of Object.values(run.classes)) {
          const inside = jobs!.reduce(
            (sum, { left_s }, i) => sum + left_s! - trace[i]!.arrival_s,
            0,
          );
          expect(meanInSystem! * run.ended_s).toBeCloseTo(inside, 6);
        }
      }),
    );
  });
});
