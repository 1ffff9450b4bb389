import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../contract/errors.ts';
import { pageFolder } from './pageFolder.ts';
import { startServer } from './server.ts';

/**
 * Serves the screens, says where, and closes in good order once `end` resolves. Rejects with `AppError` when the page is not
 * built, the port is taken or the database cannot be opened.
 */
export async function serveUntil(
  end: () => Promise<void>,
  options: { readonly databaseFile: string; readonly port: number },
  say: (line: string) => void,
): Promise<void> {
  if (!existsSync(join(pageFolder, 'index.html'))) {
    throw new AppError('not-found', 'the page is not built; run "npm run build" first');
  }
  const server = await startServer({ ...options, pageFolder }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new AppError(
      'conflict',
      `--port: ${options.port} is taken; accepted: a free port, or none for any free one`,
    );
  });
  say(`Plimsoll is at ${server.url}`);
  say(`Database: ${options.databaseFile}. Ctrl+C ends it.`);
  await end();
  await server.close();
}
