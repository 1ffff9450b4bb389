import type { WebSocket } from 'ws';
import type { Channel } from '../rpc/channel.ts';

/** Messages as JSON text. What is no JSON ends the connection: no page of ours sends it. */
export function webSocketChannel(socket: WebSocket): Channel {
  return {
    post(message) {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    },
    listen(listener) {
      socket.on('message', (data: Buffer, isBinary) => {
        const message = isBinary ? undefined : parsed(data.toString('utf8'));
        if (message === undefined) socket.close(1003, 'JSON text only');
        else listener(message);
      });
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
