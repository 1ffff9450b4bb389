import type { Scenario } from '../../sim/model/scenario.ts';
import { processesOf, serverKind, type ServerKind } from '../../sim/model/web/servers.ts';
import type { Warning } from '../api.ts';

/** What several rules need to know of a scenario. */
export interface Facts {
  /** Slots that the application's role may take and that nobody else has taken before the test. */
  readonly freeSlots: number;
  readonly freeSlotsText: string;
  /** Connections that the web tier can have open at once, and why. */
  readonly connections: number;
  readonly connectionsText: string;
  readonly persistent: boolean;
}

export function factsOf({ run, workload, web, django, postgres }: Scenario): Facts {
  const {
    max_connections,
    superuser_reserved_connections,
    reserved_connections,
    role,
    slots_taken_before,
  } = postgres;
  const reserved = role === 'superuser' ? 0 : superuser_reserved_connections + reserved_connections;
  const freeSlotsText = `max_connections ${max_connections}${reserved > 0 ? ` - ${reserved} reserved` : ''}${
    slots_taken_before > 0 ? ` - ${slots_taken_before} taken before the test` : ''
  }`;
  const kind = serverKind(web);
  const perProcess = connectionsPerProcess(kind, web, run.users);
  const processes = processesOf(web) * web.replicas;
  let connections = processes * perProcess;
  let connectionsText = `${processes} workers x ${perProcess} threads may hold ${connections} connections`;
  if (kind === 'runserver') {
    connectionsText = `runserver has a thread per ${workload.keep_alive ? 'keep-alive connection' : 'request'}, so ${run.users} users may hold ${connections} connections`;
  } else if (kind === 'gevent' || kind === 'uvicorn') {
    connections = Math.min(connections, run.users);
    connectionsText = `${kind} has a ${kind === 'gevent' ? 'greenlet per connection' : 'thread per request'}, so ${run.users} users may hold ${connections} connections`;
  }
  if (django.pool !== null && processes * django.pool.max_size < connections) {
    connections = processes * django.pool.max_size;
    connectionsText = `${processes} processes x django.pool.max_size ${django.pool.max_size} may hold ${connections} connections`;
  }
  return {
    freeSlots: Math.max(0, max_connections - reserved - slots_taken_before),
    freeSlotsText,
    connections,
    connectionsText,
    persistent: django.CONN_MAX_AGE !== 0,
  };
}

/** Warnings that a scenario deserves; none when all is well. */
export type Rule = (scenario: Scenario, facts: Facts) => Warning[];

function connectionsPerProcess(kind: ServerKind, web: Scenario['web'], users: number): number {
  switch (kind) {
    case 'sync':
      return 1;
    case 'gthread':
      return web.threads;
    case 'gevent':
      return Math.min(users, web.worker_connections);
    default:
      return users;
  }
}

/** What `says` of the setting at `path`, as a sentence that names it first. */
export function warning(path: string, says: string): Warning {
  return { path, message: `${path} ${says}`, severity: 'warning' };
}

/** As `warning`, of something that only explains. */
export function note(path: string, says: string): Warning {
  return { path, message: `${path} ${says}`, severity: 'note' };
}

export function decimal(value: number): string {
  return String(Number(value.toPrecision(3)));
}
