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
  // A page from a file has the origin "null", which cannot be named as a target.
  window.postMessage('plimsoll:port', '*', ports as unknown as Transferable[]);
});
