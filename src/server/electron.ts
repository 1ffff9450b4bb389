import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The program of Electron, or a sentence that says why there can be no window. */
export function findElectron(): { readonly program: string } | { readonly obstacle: string } {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && DISPLAY === undefined && WAYLAND_DISPLAY === undefined) {
    return { obstacle: 'this machine has no display (neither DISPLAY nor WAYLAND_DISPLAY is set)' };
  }
  try {
    // The package answers with the path of its program, which it downloads when it is asked for the first time.
    return { program: createRequire(import.meta.url)('electron') as string };
  } catch {
    return { obstacle: 'the program of Electron is not installed and cannot be downloaded' };
  }
}

/** Runs the window until it is closed; null then, or why there was none. */
export async function runElectron(databaseFile: string): Promise<string | null> {
  const found = findElectron();
  if ('obstacle' in found) return found.obstacle;
  // As root, Chromium refuses to start with its sandbox.
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(found.program, [...flags, root, `--db=${databaseFile}`], {
    stdio: 'inherit',
  });
  return new Promise((resolve) => {
    child.on('error', ({ message }) => resolve(`Electron does not start (${message})`));
    child.on('exit', (code) =>
      resolve(code === 0 || code === null ? null : `Electron ended with exit code ${code}`),
    );
  });
}
