import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Events } from '../contract/api.ts';
import { connect } from '../rpc/connect.ts';
import { type RunningServer, startServer } from './server.ts';
import { webSocketChannel } from './webSocketChannel.ts';

let folder: string;
let server: RunningServer;
let url: URL;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-server-'));
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'page', 'index.html'), '<title>Plimsoll</title>');
  writeFileSync(join(folder, 'page', 'assets', 'index.js'), 'page');
  writeFileSync(join(folder, 'secret.json'), 'secret');
  const pageFolder = join(folder, 'page');
  server = await startServer({ databaseFile: ':memory:', port: 0, pageFolder });
  url = new URL(server.url);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** A raw request: `fetch` would tidy the path and the headers up. */
function get(
  path: string,
  { host = url.host, method = 'GET' } = {},
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }> {
  return new Promise((resolve, reject) => {
    request({ host: url.hostname, port: url.port, path, method, headers: { host } }, (response) => {
      let body = '';
      response.on('data', (data: Buffer) => (body += data.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    })
      .on('error', reject)
      .end();
  });
}

/** Opens a socket, or says with which status it was refused. */
function open(address: string, headers: Record<string, string>): Promise<WebSocket | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(address, { headers });
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => {});
  });
}

const rpcAddress = (): string => `ws://${url.host}/rpc${url.search}`;
const ownOrigin = (): string => `http://${url.host}`;

describe('the page', () => {
  test('is served with its files, and kept by nobody', async () => {
    const page = await get('/?token=whatever');
    expect(page).toMatchObject({ status: 200, body: '<title>Plimsoll</title>' });
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(await get('/assets/index.js')).toMatchObject({ status: 200, body: 'page' });
    expect(await get('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  test.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/assets/..%2f..%2fsecret.json',
    '/nothing.html',
    '/assets',
    '/%',
    '/index.html%00.js',
  ])('does not reach outside its folder: %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test('answers to its own name only, and to reading only', async () => {
    expect((await get('/', { host: 'evil.example' })).status).toBe(403);
    expect((await get('/', { host: `localhost:${url.port}` })).status).toBe(200);
    expect((await get('/', { method: 'POST' })).status).toBe(405);
  });
});

describe('the backend', () => {
  test('answers the calls of a page that has the token', async () => {
    const socket = (await open(rpcAddress(), { origin: ownOrigin() })) as WebSocket;
    const { api } = connect({} as Events, webSocketChannel(socket));
    await expect(api['host.info']({})).resolves.toMatchObject({
      host: 'browser',
      database: ':memory:',
    });
    await expect(api['scenario.get']({ name: 'nov9' })).rejects.toMatchObject({
      code: 'not-found',
    });
    socket.close();
  });

  test.each<[string, () => [string, Record<string, string>]]>([
    ['without the token', () => [`ws://${url.host}/rpc`, { origin: ownOrigin() }]],
    ['with another token', () => [`${rpcAddress()}x`, { origin: ownOrigin() }]],
    ['from another page', () => [rpcAddress(), { origin: 'http://evil.example' }]],
    ['from no page', () => [rpcAddress(), {}]],
    [
      'by another name',
      () => [rpcAddress(), { origin: 'http://evil.example', host: 'evil.example' }],
    ],
    ['at another path', () => [rpcAddress().replace('/rpc', '/'), { origin: ownOrigin() }]],
  ])('refuses a connection %s', async (_, how) => {
    expect(await open(...how())).toBe(403);
  });

  test('ends a connection that sends something else than JSON text', async () => {
    for (const message of ['{"t":', Buffer.from([1, 2, 3])]) {
      const socket = (await open(rpcAddress(), { origin: ownOrigin() })) as WebSocket;
      const code = new Promise<number>((resolve) => socket.on('close', resolve));
      socket.send(message);
      expect(await code).toBe(1003);
    }
  });
});

test('a taken port is an error, not a second server', async () => {
  const port = Number(url.port);
  await expect(
    startServer({ databaseFile: ':memory:', port, pageFolder: folder }),
  ).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
