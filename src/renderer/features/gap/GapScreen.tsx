import { BASELINE } from '../../app/baseline.ts';
import { useBaseline, useGap, useModel, useWhatIf } from '../../app/model.ts';
import { rungBar, safeFigure, trustOf } from '../../app/topBar.ts';
import { JobBar } from '../../ui/JobBar.tsx';
import { TopBar } from '../../ui/TopBar.tsx';
import { instant, took } from '../../ui/format.ts';
import { BusyState, ErrorState } from '../../ui/states.tsx';
import { GapControls } from './GapControls.tsx';
import styles from './Gap.module.css';
import { GapResult } from './GapResult.tsx';
import { NoGapYet } from './NoGapYet.tsx';
import { sameSystem, targetOf, workloadOf } from './selectors.ts';
import { isEmpty } from './store.ts';
import { counted } from '../../../sim/counted.ts';

/** How far the service is from its target load, why, and how far each fix closes the gap. */
export function GapScreen() {
  const { gap } = useModel();
  const { status, error, stored, workload, aim, job, jobError } = useGap((state) => state);
  const empty = useGap(isEmpty);
  const scenario = useWhatIf((state) => state.history?.present ?? null);
  const measuredUsers = useBaseline(
    (state) => state.measured?.measurement.configuration.users ?? null,
  );
  const result = stored?.result ?? null;
  const shown = result === null ? undefined : workloadOf(result, workload);
  const rung = shown?.ladder.find(
    ({ users }) => users === (measuredUsers ?? stored?.scenario.run.users),
  );
  const name = scenario?.name ?? BASELINE.scenario;
  return (
    <>
      <TopBar
        title="Gap"
        subtitle={
          stored === null
            ? name
            : `${stored.entry.scenario} to ${counted(stored.result.targetUsers, 'user')} · ${instant(stored.entry.createdAt)}, took ${took(stored.entry.elapsedMs)}`
        }
        figures={result === null ? [] : rungBar(rung, safeFigure(result, workload, true))}
        {...(stored === null ? {} : { trust: trustOf(stored.scenario, measuredUsers) })}
        status={null}
        actions={<GapControls />}
      />
      <div className={styles.scroll}>
        <div className={styles.page}>
          {job !== null && (
            <JobBar title={`Gap study of ${name}`} job={job} onCancel={() => void gap.cancel()} />
          )}
          {jobError !== null && <ErrorState title="The gap study failed" message={jobError} />}
          {status === 'failed' && (
            <ErrorState
              title="The stored gap study cannot be read"
              message={error ?? ''}
              retry={{ label: 'Try again', run: () => void gap.load() }}
            />
          )}
          {status === 'loading' && <BusyState message="Looking for a stored gap study …" />}
          {stored !== null && scenario !== null && !sameSystem(stored, scenario) && (
            <p className={styles.other} role="note">
              This study is of <strong>{stored.entry.scenario}</strong> as it was then; the scenario
              that is open now (<strong>{name}</strong>) has other settings. Start a study to see
              its gap.
            </p>
          )}
          {empty && <NoGapYet name={name} targetUsers={targetOf(aim)} />}
          {result !== null && shown !== undefined && <GapResult gap={result} shown={shown} />}
        </div>
      </div>
    </>
  );
}
