import { useGap, useHost, useModel, useWhatIf } from '../../app/model.ts';
import { obstacleOf } from '../whatif/selectors.ts';
import { targetFault } from './selectors.ts';

/** Starts a study of the open scenario; `obstacle` says in a sentence why it cannot be started, and is null when it can. */
export function useGapStart(): { readonly obstacle: string | null; start(): void } {
  const { gap } = useModel();
  const scenario = useWhatIf((state) => state.history?.present ?? null);
  const unaccepted = useWhatIf(obstacleOf);
  const fault = useGap(({ aim }) => targetFault(aim));
  const busy = useGap((state) => state.job !== null);
  const ready = useHost((host) => host.status === 'ready');
  const start = (): void => {
    if (scenario !== null) void gap.start(scenario);
  };
  if (!ready) return { obstacle: 'There is no connection to the simulator.', start };
  if (scenario === null) return { obstacle: 'No scenario is open.', start };
  if (busy) return { obstacle: 'A gap study is running.', start };
  return { obstacle: fault ?? unaccepted, start };
}
