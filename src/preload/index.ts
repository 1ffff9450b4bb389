import { contextBridge, ipcRenderer, webUtils } from 'electron';

/**
 * All that the page gets of Electron: it may ask for a port to the backend, which then arrives as a `message` event of its
 * own window, and for the path of a file that the user gave it.
 */
contextBridge.exposeInMainWorld(
  'plimsollHost',
  Object.freeze({
    requestPort: () => ipcRenderer.send('plimsoll:connect'),
    pathOf: (file: File) => webUtils.getPathForFile(file),
  }),
);

ipcRenderer.on('plimsoll:port', ({ ports }) => {
  window.postMessage('plimsoll:port', window.location.origin, ports as unknown as Transferable[]);
});
