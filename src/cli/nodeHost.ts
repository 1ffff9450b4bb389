import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { AppError } from '../contract/errors.ts';
import { serveUntil } from '../server/serveUntil.ts';
import { defaultDatabaseFile } from '../hostFacts.ts';
import { createPool } from '../workers/pool.ts';
import type { CliHost } from './host.ts';

/** The command line in a terminal or a pipe. */
export function nodeHost(): CliHost {
  const interrupted = new AbortController();
  const interrupt = (): void =>
    interrupted.abort(new AppError('cancelled', 'interrupted; no result was stored'));
  // The second time the default takes over: a run that does not end can still be ended.
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  // Whoever reads only the head of the output has what he wants.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const { stderr } = process;
  return {
    write: (text) => void process.stdout.write(text),
    complain: (line) => void stderr.write(`plimsoll: ${line}\n`),
    draw: stderr.isTTY ? (line) => void writeSync(stderr.fd, line) : null,
    signal: interrupted.signal,
    defaultDatabase: defaultDatabaseFile(),
    createExecutor: () => createPool(),
    async serve(options) {
      await serveUntil(
        async () => void (interrupted.signal.aborted || (await once(interrupted.signal, 'abort'))),
        options,
        (line) => void process.stdout.write(`${line}\n`),
      );
    },
  };
}
