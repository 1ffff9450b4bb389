import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Backend, createBackend } from '../backend.ts';
import { hostFacts } from '../hostFacts.ts';
import { serve, type Served } from '../rpc/serve.ts';
import { createPool } from '../workers/pool.ts';
import { answerFile } from './files.ts';
import { webSocketChannel } from './webSocketChannel.ts';

/** Bytes: more than any document that a page sends. */
const LARGEST_MESSAGE = 64 * 1024 * 1024;
const ADDRESS = '127.0.0.1';

export interface ServerOptions {
  readonly databaseFile: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Folder of the built page. */
  readonly pageFolder: string;
}

export interface RunningServer {
  /** Address of the page, with the token of this start. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves page and backend on the loopback address. Whoever has no token of this start, comes from another page (`Origin`) or
 * by another name (`Host`) is refused. Rejects with `AppError` for a database that cannot be opened.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { databaseFile, pageFolder } = options;
  const token = randomBytes(24).toString('base64url');
  const executor = createPool();
  const pages = new Set<Served>();
  const backend: Backend = await createBackend({
    databaseFile,
    executor,
    emit: (event, ...args) => {
      for (const page of pages) page.emit(event, ...args);
    },
    hostInfo: { host: 'browser', ...hostFacts() },
  });

  const http = createServer((request, response) => {
    if (isLocalName(request)) void answerFile(pageFolder, request, response);
    else response.writeHead(403).end('Plimsoll answers to 127.0.0.1 only.\n');
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
  http.on('upgrade', (request, socket, head) => {
    if (!mayConnect(request, token)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => welcome(webSocket, backend, pages));
  });

  try {
    await new Promise<void>((resolve, reject) => {
      http.once('error', reject);
      http.listen(options.port, ADDRESS, resolve);
    });
  } catch (error) {
    await backend.close();
    await executor.close();
    throw error;
  }
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://${ADDRESS}:${port}/?token=${token}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      http.close();
      http.closeAllConnections();
      await backend.close();
      await executor.close();
    },
  };
}

function welcome(socket: WebSocket, backend: Backend, pages: Set<Served>): void {
  const served = serve(backend.handlers, webSocketChannel(socket));
  pages.add(served);
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    pages.delete(served);
    served.close();
  });
}

/** A name that somebody else's DNS entry points here is not ours. */
function isLocalName({ headers, socket }: IncomingMessage): boolean {
  const port = socket.localPort;
  return headers.host === `${ADDRESS}:${port}` || headers.host === `localhost:${port}`;
}

function mayConnect(request: IncomingMessage, token: string): boolean {
  const { host, origin } = request.headers;
  const url = new URL(request.url ?? '/', `http://${ADDRESS}`);
  return (
    isLocalName(request) &&
    origin === `http://${host}` &&
    url.pathname === '/rpc' &&
    isSame(url.searchParams.get('token') ?? '', token)
  );
}

function isSame(given: string, token: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(token);
  return a.length === b.length && timingSafeEqual(a, b);
}
