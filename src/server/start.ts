import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { AppError } from '../contract/errors.ts';
import { defaultDatabaseFile } from '../hostFacts.ts';
import { runElectron } from './electron.ts';
import { serveUntil } from './serveUntil.ts';

/** `npm start`: a window of Electron where there can be one, else the same in a browser, saying why. */

const { values } = parseArgs({
  options: {
    browser: { type: 'boolean', default: false },
    port: { type: 'string', default: '0' },
    db: { type: 'string' },
  },
});
const databaseFile = values.db ?? defaultDatabaseFile();
const port = Number(values.port);

const obstacle = values.browser
  ? 'the browser version was asked for'
  : await runElectron(databaseFile);
if (obstacle !== null) {
  console.log(`No Electron window: ${obstacle}. Serving the browser version.`);
  try {
    await serveUntil(interruption, { databaseFile, port }, console.log);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.error(`plimsoll: ${error.message}`);
    process.exitCode = 104;
  }
}

async function interruption(): Promise<void> {
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
}
