import { useCallback, useState } from 'react';

/** Width of charts where there is nothing to measure: on the server, in a report. */
const DEFAULT_WIDTH = 640;

/** A callback ref and the width of its element in px, followed as it changes. */
export function useWidth(): readonly [
  (node: HTMLElement | null) => (() => void) | undefined,
  number,
] {
  const [width, setWidth] = useState(DEFAULT_WIDTH);
  const ref = useCallback((node: HTMLElement | null) => {
    if (node === null || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const measured = Math.floor(entry?.contentRect.width ?? 0);
      if (measured > 0) setWidth(measured);
    });
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
