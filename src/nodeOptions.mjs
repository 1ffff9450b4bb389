/**
 * How Node runs Plimsoll's sources, set before the first of them is loaded (`node --import`). Plain JavaScript, because:
 *
 * - Node strips types by a WebAssembly module whose growing memory detaches an array buffer, and from then on V8 checks at each access
 *   to a typed array whether its buffer is still there: simulations take a tenth longer. What comes from Node's compile cache is
 *   stripped already; threads are told of it by their environment. Starting is faster as well.
 * - V8 builds called functions into their callers up to a limit that the simulator's inner loop exceeds: 2,500 instead of 920 bytes
 *   of bytecode make networks of queues a sixth faster (docs/PERFORMANCE.md).
 */
import { enableCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--max-inlined-bytecode-size-cumulative=2500');
const { directory } = enableCompileCache();
if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= directory;
