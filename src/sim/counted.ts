import { grouped } from './grouped.ts';

/** So many things, in words: `1 event`, `3,467 events`; `many` where the plural is not the word with an s. `n` is finite, 0 or more. */
export function counted(n: number, one: string, many = `${one}s`): string {
  const number = grouped(n);
  return `${number} ${number === '1' ? one : many}`;
}
