/**
 * How Node runs Plimsoll's sources, set before the first of them is loaded (`node --import`). Plain JavaScript, because Node strips
 * types by a WebAssembly module whose growing memory detaches an array buffer, and from then on V8 checks at each access to a
 * typed array whether its buffer is still there: networks of queues take a tenth longer. What comes from Node's compile cache is
 * stripped already; threads are told of it by their environment. Starting is faster as well.
 */
import { enableCompileCache } from 'node:module';

const { directory } = enableCompileCache();
if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= directory;
