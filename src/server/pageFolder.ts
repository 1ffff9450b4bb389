import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the build puts the page. */
export const pageFolder = join(fileURLToPath(new URL('../..', import.meta.url)), 'out', 'renderer');
