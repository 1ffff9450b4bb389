import { type Backend, createBackend } from '../backend.ts';
import { publicFailure } from '../contract/errors.ts';
import { hostFacts } from '../hostFacts.ts';
import { serve, type Served } from '../rpc/serve.ts';
import { createPool } from '../workers/pool.ts';
import { refusing } from './refusing.ts';
import { portChannel } from './portChannel.ts';

/** The backend in Electron's utility process: one port for each page that asks. */

const pages = new Set<Served>();
const executor = createPool();
let backend: Promise<Backend> | null = null;

process.parentPort.on('message', ({ data, ports: [port] }) => {
  if (port === undefined) return;
  backend ??= createBackend({
    databaseFile: (data as { readonly databaseFile: string }).databaseFile,
    executor,
    emit: (event, ...args) => {
      for (const page of pages) page.emit(event, ...args);
    },
    hostInfo: { host: 'electron', ...hostFacts() },
  });
  backend.then(
    ({ handlers }) => welcome(port, handlers),
    // A database that cannot be opened is a sentence on the screen; the next page tries again.
    (error: unknown) => {
      backend = null;
      welcome(port, refusing(publicFailure(error)));
    },
  );
});

function welcome(port: Electron.MessagePortMain, handlers: Backend['handlers']): void {
  const page = serve(handlers, portChannel(port));
  pages.add(page);
  port.on('close', () => {
    pages.delete(page);
    page.close();
  });
  port.start();
}
