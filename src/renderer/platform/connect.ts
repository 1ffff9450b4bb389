import type { Connect } from '../app/host.ts';
import { connectByPort } from './electron.ts';
import { connectByWebSocket } from './browser.ts';

/** Connects to the backend in whatever way this host offers. */
export const connectToHost: Connect = (events) =>
  globalThis.plimsollHost === undefined
    ? connectByWebSocket(events)
    : connectByPort(globalThis.plimsollHost, events);
