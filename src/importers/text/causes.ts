import type { Cause } from '../../sim/study/results.ts';

/** Error texts of the programs between user and database, and what they mean (semantics A4, A10, B8, B9, B16, C15, D5, M8). */
const texts: readonly (readonly [RegExp, Cause])[] = [
  [
    /sorry, too many clients already|remaining connection slots are reserved|too many connections for (?:role|database)/i,
    'postgres_refused',
  ],
  [
    /no more connections allowed|server login has been failing|pgbouncer cannot connect to server/i,
    'pgbouncer_refused',
  ],
  [
    /query_wait_timeout|PoolTimeout|couldn't get a connection after|QueuePool limit|TooManyRequests: the pool/i,
    'pool_timeout',
  ],
  [
    /WORKER TIMEOUT|50[24] (?:Server Error|Bad Gateway|Gateway)|Bad Gateway|Gateway Time-?out/i,
    'worker_timeout',
  ],
  [
    /ReadTimeout|ConnectTimeout|TimeoutError|timed? ?out|deadline exceeded|RemoteDisconnected|ConnectionReset|SocketTimeout|NoHttpResponse/i,
    'client_timeout',
  ],
];

/** Statuses by which an application refuses what it is asked, at any load. */
const functional: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 409, 410, 422, 429]);

/** What an error text says of the cause; null if nothing. */
export function causeOfText(text: string): Cause | null {
  return texts.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** Where in a text its cause begins; 0 where there is none. */
export function startOfCause(text: string): number {
  const pattern = texts.find(([candidate]) => candidate.test(text))?.[0];
  return pattern === undefined ? 0 : text.search(pattern);
}

/** What a failed request's text and status say of the cause; null where they do not tell (500, 503, no answer). */
export function causeOf(text: string, status: number | null): Cause | null {
  const told = causeOfText(text);
  if (told !== null) return told;
  if (status === null) return null;
  if (functional.has(status)) return 'functional';
  if (status === 408) return 'client_timeout';
  return status === 502 || status === 504 ? 'worker_timeout' : null;
}

/** The HTTP status in an error text such as `HTTPError('500 Server Error: ...')`; null if there is none. */
export function statusOf(text: string): number | null {
  const found =
    /(?:^|[^\d.])([1-5]\d\d) (?:Client|Server) Error|(?:status|code|HTTP)[ =:/.\d]*?\b([1-5]\d\d)\b|^([1-5]\d\d)$/i.exec(
      text,
    );
  const status = Number(found?.[1] ?? found?.[2] ?? found?.[3]);
  return Number.isInteger(status) ? status : null;
}
