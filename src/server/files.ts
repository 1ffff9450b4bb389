import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** What the page itself says about its content in its own `meta` element, said again where a header is needed. */
const headers = {
  'Content-Security-Policy': "frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};

/** Answers a request for a file of the built page. */
export async function answerFile(
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...headers, Allow: 'GET, HEAD' }).end();
    return;
  }
  const content = await fileOf(folder, request.url ?? '/');
  if (content === null) {
    response.writeHead(404, { ...headers, 'Content-Type': 'text/plain' }).end('Not found\n');
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Type': content.type });
  response.end(request.method === 'HEAD' ? undefined : content.data);
}

/** Null when there is no such file inside the folder. */
async function fileOf(
  folder: string,
  address: string,
): Promise<{ readonly type: string; readonly data: Buffer } | null> {
  try {
    const path = decodeURIComponent(new URL(address, 'http://localhost').pathname);
    const file = join(folder, path === '/' ? 'index.html' : path);
    const type = types[extname(file)];
    if (!file.startsWith(folder + sep) || type === undefined || file.includes('\0')) return null;
    return { type, data: await readFile(file) };
  } catch {
    return null;
  }
}
