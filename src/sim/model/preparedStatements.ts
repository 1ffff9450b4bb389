import type { Connections } from './connections.ts';

/** A statement that PgBouncer passes to a server on which it was never prepared. */
export const NOT_PREPARED = -1;

/** What is known of a connection or a server for as long as it lasts: `serial` tells it from others of the same number. */
interface Known {
  serial: number;
  /** Queries, those used last at the end. */
  readonly texts: Set<number>;
  /** By query: how often it has run. */
  readonly runs: Map<number, number>;
  /** By query: serial of the server on which it was prepared. */
  readonly home: Map<number, number>;
}

/**
 * Statements that the driver prepares on the server once they have run `prepare_threshold` times on a connection: their
 * plan is kept. PgBouncer follows up to `max_prepared_statements` of them on each server and prepares them anew where they
 * are missing; with 0 it does not know of them, and they fail on any other server (semantics B18).
 */
export class PreparedStatements {
  private readonly threshold: number;
  private readonly mostPerServer: number;
  private readonly clients: Known[] = [];
  private readonly servers: Known[][] = [];

  constructor(threshold: number, mostPerServer: number) {
    this.threshold = threshold;
    this.mostPerServer = mostPerServer;
  }

  /** How often `query` is planned when it runs once more on `connection`: 1 or 0, or NOT_PREPARED. */
  plan(connections: Connections, connection: number, query: number): number {
    const serial = connections.serialOf(connection);
    const pooler = connections.poolerOf(connection);
    if (pooler === null) return this.plansDirectly(connection, serial, query) ? 1 : 0;
    const server = connections.serverOf(connection);
    const serverSerial = pooler.serialOf(server);
    return this.plansOnServer(connection, serial, pooler.replica, server, serverSerial, query);
  }

  private plansDirectly(connection: number, serial: number, query: number): boolean {
    const client = fresh(this.clients, connection, serial);
    if (this.runs(client, query) <= this.threshold || client.texts.has(query)) {
      return !client.texts.has(query);
    }
    client.texts.add(query);
    return true;
  }

  private plansOnServer(
    connection: number,
    serial: number,
    pooler: number,
    server: number,
    serverSerial: number,
    query: number,
  ): number {
    const client = fresh(this.clients, connection, serial);
    if (this.runs(client, query) <= this.threshold) return 1;
    if (this.mostPerServer === 0) {
      const home = client.home.get(query);
      if (home === undefined) client.home.set(query, serverSerial);
      else if (home !== serverSerial) return NOT_PREPARED;
      return home === undefined ? 1 : 0;
    }
    const { texts } = fresh((this.servers[pooler] ??= []), server, serverSerial);
    const isKnown = texts.delete(query);
    texts.add(query);
    if (texts.size > this.mostPerServer) texts.delete(texts.values().next().value!);
    return isKnown ? 0 : 1;
  }

  private runs(client: Known, query: number): number {
    const runs = (client.runs.get(query) ?? 0) + 1;
    client.runs.set(query, runs);
    return runs;
  }
}

function fresh(all: Known[], index: number, serial: number): Known {
  const known = all[index];
  if (known?.serial === serial) return known;
  return (all[index] = { serial, texts: new Set(), runs: new Map(), home: new Map() });
}
