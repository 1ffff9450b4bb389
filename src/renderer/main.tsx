import './platform/zodWithoutEval.ts';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './ui/tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { createModel } from './app/model.ts';
import { runNetworkInWorker } from './platform/networkRunner.ts';
import { connectToHost } from './platform/connect.ts';

const model = createModel(connectToHost, runNetworkInWorker);
void model.start();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App model={model} />
  </StrictMode>,
);
