import type { Events } from '../../contract/api.ts';
import { connect } from '../../rpc/connect.ts';
import type { Connection } from '../app/host.ts';

declare global {
  /** What the preload script gives a page in Electron; absent in a browser. */
  var plimsollHost: PlimsollHost | undefined;
}
interface PlimsollHost {
  requestPort(): void;
  /** Where a file that the user chose or dropped lies; empty for one that is in memory only. */
  pathOf(file: File): string;
}

/** Over a MessagePort, which closes when the backend's process ends. */
export async function connectByPort(host: PlimsollHost, events: Events): Promise<Connection> {
  const port = await new Promise<MessagePort>((resolve) => {
    const take = ({ source, data, ports }: MessageEvent): void => {
      if (source !== window || data !== 'plimsoll:port' || ports[0] === undefined) return;
      window.removeEventListener('message', take);
      resolve(ports[0]);
    };
    window.addEventListener('message', take);
    host.requestPort();
  });
  const connected = connect(events, {
    post: (message) => port.postMessage(message),
    listen: (listener) => {
      port.addEventListener('message', ({ data }) => listener(data));
      port.start();
    },
  });
  return {
    api: connected.api,
    close() {
      connected.close();
      port.close();
    },
    onClose(callback) {
      port.addEventListener('close', () => {
        connected.close();
        callback();
      });
    },
  };
}
