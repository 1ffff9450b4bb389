import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scenario } from '../sim/model/scenario.ts';
import { HOST, type Site } from './configuration/site.ts';

/** Who runs PostgreSQL and PgBouncer when we are root, which they refuse; Debian's package makes this user. */
const UNPRIVILEGED = 'postgres';

/** A new folder with the scenario in it, and three free ports. `user`: who is to run what refuses to run as root; null: we. */
export async function openSite(
  scenario: Scenario,
  rigFolder: string,
): Promise<{ readonly site: Site; readonly user: string | null }> {
  const user = process.getuid?.() === 0 ? UNPRIVILEGED : null;
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-rig-'));
  writeFileSync(join(folder, 'scenario.json'), JSON.stringify(scenario));
  if (user !== null) chownSync(folder, ...idsOf(user));
  const [postgres, pgbouncer, web] = await freePorts(3);
  const password = (): string => randomBytes(16).toString('hex');
  return {
    user,
    site: {
      folder,
      rigFolder,
      ports: { postgres: postgres!, pgbouncer: pgbouncer!, web: web! },
      adminPassword: password(),
      applicationPassword: password(),
    },
  };
}

function idsOf(user: string): [uid: number, gid: number] {
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === user)!;
  return [Number(entry[2]), Number(entry[3])];
}

/** All held until all are found, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, HOST));
  const ports = servers.map(
    (server) =>
      new Promise<number>((resolve, reject) => {
        server.once('error', reject);
        server.once('listening', () => resolve((server.address() as AddressInfo).port));
      }),
  );
  const found = await Promise.all(ports);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return found;
}
