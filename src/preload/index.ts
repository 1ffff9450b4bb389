import { contextBridge, ipcRenderer } from 'electron';

/**
 * All that the page gets of Electron: it may ask for a port to the backend, which then arrives as a `message` event of its
 * own window.
 */
contextBridge.exposeInMainWorld(
  'plimsollHost',
  Object.freeze({ requestPort: () => ipcRenderer.send('plimsoll:connect') }),
);

ipcRenderer.on('plimsoll:port', ({ ports }) => {
  // A page from a file has the origin "null", which cannot be named as a target.
  window.postMessage('plimsoll:port', '*', ports as unknown as Transferable[]);
});
