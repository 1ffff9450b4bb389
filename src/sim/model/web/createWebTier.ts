import type { Machine } from '../machine.ts';
import type { Scenario } from '../scenario.ts';
import { mostUsers } from '../users.ts';
import { Balancer } from './balancer.ts';
import { Greenlets } from './greenlets.ts';
import { Gthread } from './gthread.ts';
import { RequestThreads } from './requestThreads.ts';
import { Runserver } from './runserver.ts';
import { processesOf, serverKind } from './servers.ts';
import { SyncWorkers } from './sync.ts';
import type { WebHost, WebTier } from './webTier.ts';
import { type Worker, Workers } from './workers.ts';

/** The web tier that the scenario describes. */
export function createWebTier(machine: Machine, host: WebHost, scenario: Scenario): WebTier {
  const { web, workload } = scenario;
  const { replicas } = web;
  // A balancer opens a connection for each request.
  const keepAlive = workload.keep_alive && replicas === 1;
  const kind = serverKind(web);
  const createReplica = (firstProcess: number): WebTier => {
    if (kind === 'runserver') return new Runserver(machine, host, firstProcess, keepAlive);
    if (kind === 'sync') return new SyncWorkers(machine, host, web, firstProcess);
    const create = (process: number): Worker => {
      if (kind === 'gthread') return new Gthread(machine, host, process, web.threads);
      return kind === 'gevent'
        ? new Greenlets(machine, host, process)
        : new RequestThreads(machine, host, process);
    };
    // uvicorn has no such limit of its own.
    const limit = kind === 'uvicorn' ? Infinity : web.worker_connections;
    const users = mostUsers(scenario.run);
    return new Workers(machine, host, web, { keepAlive, users, firstProcess, limit, create });
  };
  if (replicas === 1) return createReplica(0);
  const all = Array.from({ length: replicas }, (_, replica) =>
    createReplica(replica * processesOf(web)),
  );
  return new Balancer(machine, web, all);
}
