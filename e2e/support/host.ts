import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface HostProcess {
  /** Address of the page, with the token of this start. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the browser version as a user would, in a process of its own, and waits for the address that it prints. */
export async function startHost(databaseFile: string): Promise<HostProcess> {
  const child = spawn(
    process.execPath,
    ['--import', './src/nodeOptions.mjs', 'src/server/start.ts', '--browser', '--db', databaseFile],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const url = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (data: Buffer) => {
      printed += data.toString();
      const found = /http:\/\/\S+/.exec(printed);
      if (found !== null) resolve(found[0]);
    });
    child.on('exit', (code) => reject(new Error(`the host ended with ${code}: ${printed}`)));
  });
  return {
    url,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
