import type { Knowledge } from '../../../sim/study/results.ts';
import badge from '../../ui/Badge.module.css';

const marks: Readonly<
  Record<
    Knowledge,
    { readonly text: string; readonly title: string; readonly look: string | undefined }
  >
> = {
  identified: {
    text: '● identified',
    title: 'identified by the tables: its spread shrank to less than a third',
    look: badge.fitted,
  },
  narrowed: {
    text: '◐ narrowed',
    title: 'narrowed by the tables, not identified alone',
    look: undefined,
  },
  prior: {
    text: '○ as before',
    title: 'not told by the tables: about as uncertain as before any data',
    look: badge.guess,
  },
};

/** What the data tell of a parameter, by sign and word. */
export function KnowledgeMark({ knowledge }: { readonly knowledge: Knowledge }) {
  const { text, title, look } = marks[knowledge];
  return (
    <span className={`${badge.badge} ${look ?? ''}`} title={title}>
      {text}
    </span>
  );
}
