import type { Channel } from '../rpc/channel.ts';

/** Messages over a port of Electron's main or utility process. */
export function portChannel(port: Electron.MessagePortMain): Channel {
  return {
    post: (message) => port.postMessage(message),
    listen: (listener) => void port.on('message', ({ data }) => listener(data)),
  };
}
