import { fault } from './fault.ts';

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/** Longest line that is read; log lines and CSV records are far shorter. */
const LONGEST = 1_000_000;

/** The lines of a file, in batches of one piece each, without their ends. */
export async function* linesOf(
  file: string,
  chunks: AsyncIterable<string>,
): AsyncIterable<readonly Line[]> {
  let rest = '';
  let number = 0;
  for await (const chunk of chunks) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop()!;
    if (rest.length > LONGEST)
      throw fault(
        { file, line: number + parts.length + 1 },
        `is longer than ${LONGEST} characters; accepted: text in lines`,
      );
    yield parts.map((text) => ({ number: ++number, text: text.replace(/\r$/, '') }));
  }
  if (rest !== '') yield [{ number: number + 1, text: rest.replace(/\r$/, '') }];
}
