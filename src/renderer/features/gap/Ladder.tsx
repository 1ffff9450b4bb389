import type { Gap, SlaTarget, WorkloadGap } from '../../../sim/study/results.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { LadderChart } from '../../charts/LadderChart.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { count, interval, msCell, percent, percentCell } from '../../ui/format.ts';
import styles from './Gap.module.css';
import { ladderPoints, workloadLabels } from './selectors.ts';

interface Props {
  readonly gap: Gap;
  readonly shown: WorkloadGap;
}

/** Failures and latency as the load grows. */
export function Ladder({ gap, shown }: Props) {
  const { ladder } = shown;
  const failures = ladderPoints(ladder, (rung) => rung.capacityFailureRate);
  const latency = ladderPoints(ladder, (rung) => rung.p95Ms);
  const limit = (figure: SlaTarget['figure']): SlaTarget | undefined =>
    gap.targets.find((target) => target.endpoint === null && target.figure === figure);
  const failureTarget = limit('capacityFailureRate');
  const latencyTarget = limit('p95Ms');
  const extrapolated = ladder.filter((rung) => rung.extrapolated).map(({ users }) => count(users));
  const failuresSentence = sentence('Capacity failures', failures, (mean) => percent(mean));
  const latencySentence = sentence('P95 of all requests, in ms,', latency, msCell);
  return (
    <Panel
      title={`Ladder of users, ${workloadLabels[shown.workload].toLowerCase()}`}
      note={
        extrapolated.length === 0
          ? 'Ranges: where 95 % of single runs fall.'
          : `Ranges: where 95 % of single runs fall. Dashed and hollow: ${extrapolated.join(' and ')} users lie beyond twice the measured load, so the answer comes from the model, not from data.`
      }
    >
      <div className={styles.ladder}>
        <ChartFrame
          title="Capacity failures"
          summary={failuresSentence}
          table={{
            head: ['Users', 'share of requests', '95 % of runs', 'requests in a run'],
            rows: failures.map(({ users, mean, low, high }, i) => [
              count(users),
              percent(mean),
              interval(low, high, percentCell),
              count(ladder[i]?.requests.mean),
            ]),
          }}
        >
          {(width) => (
            <LadderChart
              points={failures}
              format={(share) => percent(share)}
              axis="share of requests"
              target={
                failureTarget === undefined
                  ? null
                  : { limit: failureTarget.limit, label: failureTarget.label }
              }
              colour="var(--fail)"
              width={width}
              summary={failuresSentence}
            />
          )}
        </ChartFrame>
        <ChartFrame
          title="P95 of all requests"
          summary={latencySentence}
          table={{
            head: ['Users', 'P95 (ms)', '95 % of runs', 'n: requests in a run'],
            rows: latency.map(({ users, mean, low, high }, i) => [
              count(users),
              msCell(mean),
              interval(low, high, msCell),
              count(ladder[i]?.requests.mean),
            ]),
          }}
        >
          {(width) => (
            <LadderChart
              points={latency}
              format={msCell}
              axis="ms"
              target={
                latencyTarget === undefined
                  ? null
                  : { limit: latencyTarget.limit, label: latencyTarget.label }
              }
              colour="var(--ink)"
              width={width}
              summary={latencySentence}
            />
          )}
        </ChartFrame>
      </div>
      <dl className={styles.limits}>
        {ladder.map(({ users, limit: reason, requests }) => (
          <div key={users}>
            <dt>
              {count(users)} users <small>n {count(requests.mean)}</small>
            </dt>
            <dd>{reason}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function sentence(
  what: string,
  points: ReturnType<typeof ladderPoints>,
  format: (value: number) => string,
): string {
  const parts = points.map(({ users, mean }) => `${format(mean)} at ${count(users)}`);
  return `${what} by number of users: ${parts.join(', ')}.`;
}
