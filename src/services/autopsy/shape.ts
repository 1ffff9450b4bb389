import { grouped } from '../../sim/grouped.ts';
import type { HistoryPoint, Measurement, TestShape } from '../../sim/study/results.ts';
import { percent } from '../remarks/wording.ts';
import { usersThatAskedOnce } from '../workloadFacts.ts';

/** Share of the requests by once-only users from which a test is called once-only. */
const MOSTLY = 0.5;
/** A rate is steady while thirds of the time at full load differ by less. */
const SAME_RATE = 0.25;

/** Tools whose users wait for an answer before they ask again, and those that inject by default without waiting. */
const closed: ReadonlySet<string> = new Set(['Locust', 'JMeter', 'k6']);
const open: ReadonlySet<string> = new Set(['Gatling']);

type Told<Word> = { readonly word: Word; readonly fact: string };

/** What kind of test a measurement was, as far as its tables and its history tell. */
export function shapeOf(measurement: Measurement): TestShape {
  const script = scriptOf(measurement);
  const phase = phaseOf(measurement, script.word);
  const workload = workloadOf(measurement.source.tool);
  return {
    phase: phase.word,
    script: script.word,
    workload: workload.word,
    facts: [script.fact, phase.fact, workload.fact],
    ...conclusions(phase.word, script.word, workload.word),
  };
}

function scriptOf(measurement: Measurement): Told<TestShape['script']> {
  const { configuration, aggregated } = measurement;
  const once = usersThatAskedOnce(measurement);
  const onceRequests = once?.asked.reduce((sum, row) => sum + row.requests, 0) ?? 0;
  if (once !== null && onceRequests > MOSTLY * aggregated.requests) {
    return {
      word: 'once-only',
      fact: `${grouped(once.users)} of ${grouped(configuration.users)} users asked each of ${once.asked.length} endpoints once: ${grouped(onceRequests)} of ${grouped(aggregated.requests)} requests.`,
    };
  }
  const each = aggregated.requests / configuration.users;
  if (each >= 2) {
    return {
      word: 'looping',
      fact: `${each.toFixed(1)} requests for each of ${grouped(configuration.users)} users: they ask again and again.`,
    };
  }
  return {
    word: 'unknown',
    fact: `${each.toFixed(1)} requests for each of ${grouped(configuration.users)} users do not tell whether they ask again.`,
  };
}

function phaseOf(measurement: Measurement, script: TestShape['script']): Told<TestShape['phase']> {
  const { configuration, history } = measurement;
  const rampS = configuration.users / configuration.spawnRate;
  const { runTimeS } = configuration;
  if (history !== undefined && history.length >= 6) return phaseOfHistory(history);
  if (script === 'once-only') {
    return {
      word: 'transient',
      fact: `The requests came with the ${grouped(rampS)} s of spawning out of ${grouped(runTimeS)} s; the rest of the run was nearly idle.`,
    };
  }
  if (rampS > runTimeS / 2) {
    return {
      word: 'transient',
      fact: `Users were still being started for ${grouped(rampS)} of ${grouped(runTimeS)} s.`,
    };
  }
  return {
    word: 'unknown',
    fact: 'Without a history (_stats_history.csv) nothing tells whether the load was steady behind the ramp.',
  };
}

/** Whether the rate of requests stayed the same while all users were there. */
function phaseOfHistory(history: readonly HistoryPoint[]): Told<TestShape['phase']> {
  const most = history.reduce((users, point) => Math.max(users, point.users ?? 0), 0);
  const full = history.filter((point) => (point.users ?? most) >= most);
  const fullS = (full.at(-1)?.atS ?? 0) - (full[0]?.atS ?? 0);
  const wholeS = history.at(-1)!.atS - history[0]!.atS;
  if (fullS < wholeS / 3 || full.length < 3) {
    return {
      word: 'transient',
      fact: `All ${grouped(most)} users were there for ${grouped(fullS)} of ${grouped(wholeS)} s only.`,
    };
  }
  const third = Math.floor(full.length / 3);
  const rate = (points: readonly HistoryPoint[]): number =>
    points.reduce((sum, point) => sum + point.requestsPerS, 0) / points.length;
  const first = rate(full.slice(third, 2 * third));
  const last = rate(full.slice(2 * third));
  const change = Math.max(first, last) === 0 ? 0 : Math.abs(last - first) / Math.max(first, last);
  return change <= SAME_RATE
    ? {
        word: 'steady',
        fact: `With all ${grouped(most)} users there for ${grouped(fullS)} s the rate changed by ${percent(change)}, from ${first.toFixed(1)} to ${last.toFixed(1)} per s.`,
      }
    : {
        word: 'transient',
        fact: `With all ${grouped(most)} users there the rate still went from ${first.toFixed(1)} to ${last.toFixed(1)} per s.`,
      };
}

function workloadOf(tool: string): Told<TestShape['workload']> {
  if (closed.has(tool))
    return {
      word: 'closed',
      fact: `Users of ${tool} wait for an answer before they ask again, so a slow service gets fewer requests.`,
    };
  if (open.has(tool))
    return {
      word: 'open',
      fact: `${tool} injects users at a rate of its own by default, however slow the service is.`,
    };
  return {
    word: 'unknown',
    fact: 'The tool is not known, so nothing tells whether users wait for answers.',
  };
}

function conclusions(
  phase: TestShape['phase'],
  script: TestShape['script'],
  workload: TestShape['workload'],
): Pick<TestShape, 'allows' | 'forbids'> {
  const allows: string[] = [];
  const forbids: string[] = [];
  if (phase === 'transient') {
    allows.push('What happens when this many users arrive at this rate.');
    forbids.push('Capacity in a steady state: the rates are averages over busy and idle time.');
  }
  if (phase === 'steady')
    allows.push(
      'Throughput and response times at this number of users, as long as nothing leaks or grows.',
    );
  if (phase === 'unknown')
    forbids.push('Whether the figures are those of a steady state or of the ramp.');
  if (script === 'once-only')
    forbids.push('What users do after their first pass: nobody asked again.');
  if (workload === 'closed')
    forbids.push(
      'What users who do not wait for each other would meet: slow answers held back requests that such users would have sent.',
    );
  if (workload === 'open')
    forbids.push('The number of users at one time: it follows from the answers.');
  return { allows, forbids };
}
