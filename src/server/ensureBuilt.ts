import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `npm start` builds when the build is missing or older than a source file. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = join(root, 'out/renderer/index.html');

const newestSource = Math.max(
  ...readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
);
if (!existsSync(built) || statSync(built).mtimeMs < newestSource) {
  console.log('Building Plimsoll ...');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.exitCode = status ?? 1;
}
