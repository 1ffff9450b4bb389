import { join } from 'node:path';
import { MessageChannelMain, type MessagePortMain, utilityProcess } from 'electron';

export interface BackendKeeper {
  /** A port to the backend, which is started when it does not run. */
  connect(): MessagePortMain;
  stop(): void;
}

/** Keeps the backend's process: started when a page asks, and again when a page asks after a crash. */
export function createBackendKeeper(databaseFile: string): BackendKeeper {
  let child: Electron.UtilityProcess | null = null;

  const start = (): Electron.UtilityProcess => {
    const started = utilityProcess.fork(join(import.meta.dirname, 'backendProcess.js'), [], {
      serviceName: 'Plimsoll simulator',
      stdio: 'inherit',
    });
    started.on('exit', () => {
      // The ports of a dead process close, and the page sees that.
      if (child === started) child = null;
    });
    return started;
  };

  return {
    connect() {
      child ??= start();
      const { port1, port2 } = new MessageChannelMain();
      child.postMessage({ databaseFile }, [port1]);
      return port2;
    },
    stop() {
      child?.kill();
      child = null;
    },
  };
}
