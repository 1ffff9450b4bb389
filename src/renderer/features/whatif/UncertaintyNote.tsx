import type { Uncertainty } from '../../../sim/study/results.ts';
import table from '../../ui/table.module.css';
import { uncertaintySentence } from './uncertainty.ts';

/** How much of what a figure differs by is chance, and how much is parameters that are not known better. */
export function UncertaintyNote({ uncertainty }: { readonly uncertainty: Uncertainty | null }) {
  const sentence = uncertaintySentence(uncertainty);
  return sentence === null ? null : <p className={table.footnote}>{sentence}</p>;
}
