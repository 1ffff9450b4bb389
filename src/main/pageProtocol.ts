import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { net, protocol } from 'electron';

/** The page has an origin of its own: files have none, and then no worker and no check of who sends a message. */
const SCHEME = 'plimsoll';
export const PAGE_ORIGIN = `${SCHEME}://app`;
const folder = join(import.meta.dirname, '..', 'renderer');

/** Before Electron is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Once Electron is ready: answers with the files of the built page, and with nothing outside its folder. */
export function servePage(): void {
  protocol.handle(SCHEME, ({ url }) => {
    const { pathname } = new URL(url);
    const file = join(folder, pathname === '/' ? 'index.html' : decodeURIComponent(pathname));
    return file.startsWith(folder + sep)
      ? net.fetch(pathToFileURL(file).href)
      : new Response('Not found', { status: 404 });
  });
}
