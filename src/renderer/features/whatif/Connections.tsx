import { memo } from 'react';
import type { Scenario } from '../../../sim/model/scenario.ts';
import type { Trial } from '../../../sim/study/results.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import { ALERT_SHARE, ConnectionsChart } from '../../charts/ConnectionsChart.tsx';
import { count, interval } from '../../ui/format.ts';
import { connectionsData, connectionsSentence } from './selectors.ts';

interface Props {
  readonly trial: Trial;
  readonly scenario: Scenario;
}

/** Connection slots over time. */
export const Connections = memo(({ trial, scenario }: Props) => {
  const data = connectionsData(trial, scenario);
  const summary = connectionsSentence(trial, ALERT_SHARE);
  return (
    <ChartFrame
      title="Connections"
      summary={summary}
      table={{
        head: ['s', 'slots, mean', 'range of runs'],
        rows: data.mean.map((mean, i) => [
          count(i * data.everyS),
          count(mean),
          interval(data.low[i], data.high[i], count),
        ]),
      }}
    >
      {(width) => <ConnectionsChart data={data} width={width} summary={summary} />}
    </ChartFrame>
  );
});
