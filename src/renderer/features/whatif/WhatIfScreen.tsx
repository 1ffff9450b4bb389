import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconDeviceFloppy } from '@tabler/icons-react';
import { memo } from 'react';
import { BASELINE } from '../../app/baseline.ts';
import { useBaseline, useGap, useHost, useModel, useWhatIf } from '../../app/model.ts';
import { safeFigure, trialBar, trustOf } from '../../app/topBar.ts';
import { TopBar } from '../../ui/TopBar.tsx';
import { BusyState, ErrorState } from '../../ui/states.tsx';
import { sameSystem } from '../gap/selectors.ts';
import { KnobPanel } from './KnobPanel.tsx';
import { ResultPane } from './ResultPane.tsx';
import { ResultMark } from './ResultMark.tsx';
import { obstacleOf } from './selectors.ts';
import styles from './WhatIf.module.css';

/** Settings on the left, what they lead to on the right. */
export function WhatIfScreen() {
  const { whatIf } = useModel();
  const status = useWhatIf((state) => state.status);
  const error = useWhatIf((state) => state.error);
  const scenario = useWhatIf((state) => state.history?.present ?? null);
  const entry = useWhatIf((state) => state.entry);
  const opened = useWhatIf((state) => state.opened);
  const trial = useWhatIf((state) => state.shown?.trial ?? null);
  const measurement = useBaseline((state) => state.measured?.measurement ?? null);
  const gap = useGap((state) => state.stored);
  const name = entry?.name ?? BASELINE.scenario;
  if (status === 'failed') {
    return (
      <ErrorState
        title={`The scenario ${name} cannot be opened`}
        message={error ?? ''}
        retry={{ label: 'Try again', run: () => void whatIf.open(name) }}
      />
    );
  }
  if (scenario === null) return <BusyState message={`Opening the scenario ${name} …`} />;
  const safe = safeFigure(gap?.result ?? null, 'as-tested', sameSystem(gap, scenario));
  const edited = scenario === opened ? '' : ' (edited)';
  return (
    <>
      <TopBar
        title="What-if"
        subtitle={`${name}${edited} · ${scenario.title}`}
        figures={trial === null ? [safe] : trialBar(trial, safe)}
        trust={trustOf(scenario, measurement?.configuration.users ?? null)}
        status={<ResultMark />}
        actions={<DocumentActions />}
      />
      <div className={styles.columns}>
        <KnobPanel scenario={scenario} />
        <ResultPane />
      </div>
    </>
  );
}

const DocumentActions = memo(() => {
  const { whatIf, view } = useModel();
  const canUndo = useWhatIf(({ history }) => (history?.past.length ?? 0) > 0);
  const canRedo = useWhatIf(({ history }) => (history?.future.length ?? 0) > 0);
  const obstacle = useWhatIf(obstacleOf);
  const ready = useHost((host) => host.status === 'ready');
  return (
    <div className={styles.actions}>
      <Tooltip label="Undo (Ctrl + Z)" withArrow>
        <ActionIcon
          variant="default"
          aria-label="Undo"
          disabled={!canUndo}
          onClick={() => whatIf.undo()}
        >
          <IconArrowBackUp size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Redo (Ctrl + Shift + Z)" withArrow>
        <ActionIcon
          variant="default"
          aria-label="Redo"
          disabled={!canRedo}
          onClick={() => whatIf.redo()}
        >
          <IconArrowForwardUp size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Button
        size="xs"
        leftSection={<IconDeviceFloppy size={14} aria-hidden />}
        disabled={!ready || obstacle !== null}
        title={obstacle ?? undefined}
        onClick={() => view.store.setState({ saveOpen: true })}
      >
        Save scenario
      </Button>
    </div>
  );
});
