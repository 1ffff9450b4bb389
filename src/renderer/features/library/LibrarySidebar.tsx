import { Tooltip } from '@mantine/core';
import { useHost, useLibrary, useModel } from '../../app/model.ts';
import { BusyState, ErrorState } from '../../ui/states.tsx';
import styles from './Library.module.css';
import { ScenarioItem } from './ScenarioItem.tsx';

/** Built-in scenarios and the user's own. */
export function LibrarySidebar() {
  const { library } = useModel();
  const { status, entries, error } = useLibrary((state) => state);
  const own = entries.filter(({ builtIn }) => !builtIn);
  const builtIn = entries.filter((entry) => entry.builtIn);
  return (
    <aside className={styles.sidebar} aria-label="Scenario library">
      <h2 className={styles.title}>Scenarios</h2>
      <div className={styles.lists}>
        {status === 'loading' && <BusyState message="Reading the library …" />}
        {status === 'failed' && (
          <ErrorState
            title="The library cannot be read"
            message={error ?? ''}
            retry={{ label: 'Try again', run: () => void library.load() }}
          />
        )}
        {status === 'ready' && (
          <>
            <h3 className={styles.group}>Your own</h3>
            {own.length === 0 ? (
              <p className={styles.empty}>
                None yet. Change a setting in What-if and save the scenario.
              </p>
            ) : (
              <ul className={styles.list}>
                {own.map((entry) => (
                  <ScenarioItem key={entry.name} entry={entry} />
                ))}
              </ul>
            )}
            <h3 className={styles.group}>Built in</h3>
            <ul className={styles.list}>
              {builtIn.map((entry) => (
                <ScenarioItem key={entry.name} entry={entry} />
              ))}
            </ul>
          </>
        )}
      </div>
      <HostLine />
    </aside>
  );
}

/** Where everything is kept, and by which version. */
function HostLine() {
  const info = useHost((host) => host.info);
  if (info === null) return null;
  return (
    <Tooltip
      label={`Everything is stored in ${info.database}`}
      multiline
      maw={360}
      withArrow
      position="top-start"
    >
      <p className={styles.host} tabIndex={0}>
        Plimsoll {info.version} · {info.cores} cores · {info.database}
      </p>
    </Tooltip>
  );
}
