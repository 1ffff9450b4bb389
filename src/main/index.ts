import { parseArgs } from 'node:util';
import { app, BrowserWindow, ipcMain } from 'electron';
import { defaultDatabaseFile } from '../hostFacts.ts';
import { createBackendKeeper } from './backendKeeper.ts';
import { harden } from './harden.ts';
import { setMenu } from './menu.ts';
import { registerPageScheme, servePage } from './pageProtocol.ts';
import { isPage, openWindow } from './window.ts';

/** Electron's main process: one window, and the backend in a process of its own. */

const { values } = parseArgs({
  args: process.argv.slice(1),
  options: { db: { type: 'string' } },
  strict: false,
});
const databaseFile = typeof values.db === 'string' ? values.db : defaultDatabaseFile();

registerPageScheme();
harden(app);
if (!app.requestSingleInstanceLock({ databaseFile })) {
  app.quit();
} else {
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => app.quit());
  await app.whenReady();
  servePage();
  const backend = createBackendKeeper(databaseFile);
  app.on('before-quit', () => backend.stop());
  // The page asks at its start, and again after the backend was lost.
  ipcMain.on('plimsoll:connect', (event) => {
    if (isPage(event.senderFrame)) {
      event.sender.postMessage('plimsoll:port', null, [backend.connect()]);
    }
  });
  setMenu();
  openWindow();
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow();
  });
}
