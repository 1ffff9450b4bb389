import { badInput } from '../errors.ts';
import { jsonFault } from './jsonFault.ts';

/**
 * The document in a JSON text that a person wrote. Throws `AppError('invalid-input')` that says where it is no JSON, or which name
 * it gives twice. A byte order mark before it is left out.
 */
export function parseJson(text: string): unknown {
  const document = text.replace(/^\uFEFF/, '');
  const fault = jsonFault(document);
  if (fault !== null) throw badInput([fault]);
  return JSON.parse(document) as unknown;
}
