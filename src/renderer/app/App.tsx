import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { PanelBoundary } from '../ui/PanelBoundary.tsx';
import { type Model, ModelContext } from './model.ts';
import { Shell } from './Shell.tsx';
import { theme } from './theme.ts';

/** The whole page over a model, which whoever made it starts. */
export function App({ model }: { readonly model: Model }) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <Notifications position="bottom-right" autoClose={5000} />
      <ModelContext value={model}>
        <PanelBoundary title="Plimsoll">
          <Shell />
        </PanelBoundary>
      </ModelContext>
    </MantineProvider>
  );
}
