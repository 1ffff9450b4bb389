import type { Web } from '../scenario/web.ts';

/** The servers that differ in what they do with a request. */
export type ServerKind = 'runserver' | 'sync' | 'gthread' | 'gevent' | 'uvicorn';

/** The server that `web` stands for: gunicorn itself turns sync with several threads into gthread (semantics D1). */
export function serverKind({ server, worker_class, threads }: Web): ServerKind {
  if (server !== 'gunicorn') return server;
  return worker_class === 'sync' && threads > 1 ? 'gthread' : worker_class;
}

/** Python processes of one replica, each with an interpreter lock of its own; runserver is one (semantics C8). */
export function processesOf(web: Web): number {
  return web.server === 'runserver' ? 1 : web.workers;
}

/** Whether each process is a single thread of the operating system, whatever it computes (semantics D7). */
export function isGevent(web: Web): boolean {
  return serverKind(web) === 'gevent';
}
