import type { Events } from '../../contract/api.ts';
import { connect } from '../../rpc/connect.ts';
import type { Connection } from '../app/host.ts';

/** Over a WebSocket to the host that served this page, with the token of the page's address. */
export async function connectByWebSocket(events: Events): Promise<Connection> {
  const { host, search } = globalThis.location;
  const token = new URLSearchParams(search).get('token') ?? '';
  const socket = new WebSocket(`ws://${host}/rpc?token=${encodeURIComponent(token)}`);
  await opened(socket);
  const connected = connect(events, {
    post: (message) => socket.send(JSON.stringify(message)),
    listen: (listener) =>
      socket.addEventListener('message', ({ data }) => listener(JSON.parse(data as string))),
  });
  return {
    api: connected.api,
    close() {
      connected.close();
      socket.close();
    },
    onClose(callback) {
      socket.addEventListener('close', () => {
        connected.close();
        callback();
      });
    },
  };
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('close', () => reject(new Error('Nothing answers at this address.')), {
      once: true,
    });
  });
}
