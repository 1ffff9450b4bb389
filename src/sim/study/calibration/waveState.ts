import type { Particles } from './particles.ts';

/** Where the search stands between two waves. */
export interface WaveState {
  readonly waves: readonly { readonly exponent: number; readonly runs: number }[];
  /** Share of the likelihood that the particles have seen. */
  readonly exponent: number;
  /** Waves since they have seen as much of it as they shall. */
  readonly settled: number;
  readonly particles: Particles;
}

/** A text that `parseState` turns back into exactly the same state. */
export function printState({ particles, ...state }: WaveState): string {
  const { count, dimensions, points } = particles;
  return JSON.stringify({ ...state, count, dimensions, points: [...points] });
}

export function parseState(text: string): WaveState {
  const { waves, exponent, settled, count, dimensions, points } = JSON.parse(text) as Omit<
    WaveState,
    'particles'
  > &
    Particles;
  const particles = { count, dimensions, points: Float64Array.from(points) };
  return { waves, exponent, settled, particles };
}
