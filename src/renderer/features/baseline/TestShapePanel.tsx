import type { Autopsy } from '../../../sim/study/results.ts';
import { Panel } from '../../ui/Panel.tsx';
import { count, interval, percent, percentCell } from '../../ui/format.ts';
import styles from './Baseline.module.css';

/** What kind of test it was, whom it hit, and what may be concluded from it. */
export function TestShapePanel({ autopsy }: { readonly autopsy: Autopsy }) {
  const { shape, users, withoutFunctional, capacity } = autopsy;
  const { sameRequests, reaching, caution } = withoutFunctional;
  const kinds = [shape.phase, shape.script, shape.workload].filter((kind) => kind !== 'unknown');
  return (
    <Panel title="Shape of the test" note={kinds.length > 0 ? kinds.join(', ') : 'not known'}>
      <div className={styles.shape}>
        <div>
          <h3>What it was</h3>
          <ul>
            {shape.facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        </div>
        <div>
          <h3>Whom capacity failed</h3>
          <ul>
            <li>
              {percent(capacity.share)} of the requests, but{' '}
              {users.low === users.high
                ? count(users.low)
                : `${count(users.low)} to ${count(users.high)}`}{' '}
              of {count(users.users)} users.
            </li>
            <li>
              Without functional failures the same requests would have failed at{' '}
              {percent(sameRequests.share)}{' '}
              {interval(sameRequests.ci[0], sameRequests.ci[1], percentCell)}, those that reach the
              database at {percent(reaching.share)}{' '}
              {interval(reaching.ci[0], reaching.ci[1], percentCell)}. {caution}
            </li>
          </ul>
        </div>
        <div>
          <h3>What it shows, and what not</h3>
          <ul>
            {shape.allows.map((sentence) => (
              <li key={sentence}>Shows: {sentence}</li>
            ))}
            {shape.forbids.map((sentence) => (
              <li key={sentence}>Does not show: {sentence}</li>
            ))}
          </ul>
        </div>
      </div>
    </Panel>
  );
}
