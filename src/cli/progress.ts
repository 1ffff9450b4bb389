import { performance } from 'node:perf_hooks';

const WIDTH = 30;
/** ms between two redraws. */
const REDRAW_EVERY = 100;
/** Back to the beginning of the line, and clear it. */
const CLEAR = '\r\u001B[K';

export interface ProgressBar {
  update(progress: number, label: string): void;
  clear(): void;
}

/** A bar that is redrawn in place, or nothing where there is no terminal to draw on. */
export function createProgressBar(draw: ((line: string) => void) | null): ProgressBar {
  if (draw === null) return { update: () => {}, clear: () => {} };
  let drawnAt = -Infinity;
  return {
    update(progress, label) {
      const now = performance.now();
      if (now - drawnAt < REDRAW_EVERY) return;
      drawnAt = now;
      const filled = Math.round(progress * WIDTH);
      const bar = '#'.repeat(filled) + '-'.repeat(WIDTH - filled);
      draw(`${CLEAR}[${bar}] ${String(Math.floor(progress * 100)).padStart(3)} % ${label}`);
    },
    clear: () => draw(CLEAR),
  };
}
