import { createHash } from 'node:crypto';
import { AppError } from '../contract/errors.ts';

export function hashOf(document: string): string {
  return createHash('sha256').update(document).digest('hex');
}

/** A stored document through its parser. What is wrong with it is a fault of the store, not of whoever asks for it. */
export function readDocument<Document>(
  what: string,
  text: string,
  parse: (document: unknown) => Document,
): Document {
  try {
    return parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new AppError('storage', `${what} in the store cannot be read: ${reason}`, [], error);
  }
}
