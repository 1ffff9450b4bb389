import type { ReactNode } from 'react';
import table from './table.module.css';

interface Props {
  /** Accessible name of the part that scrolls. */
  readonly label: string;
  /** Heads of the columns, those of words in `words`. */
  readonly heads: readonly (string | { readonly words: string })[];
  readonly className?: string | undefined;
  /** The rows. */
  readonly children: ReactNode;
}

/** A table of figures that scrolls sideways, by keyboard too, where its columns do not fit. */
export function ScrollTable({ label, heads, className, children }: Props) {
  return (
    <div className={table.scroll} tabIndex={0} role="group" aria-label={label}>
      <table className={className === undefined ? table.table : `${table.table} ${className}`}>
        <thead>
          <tr>
            {heads.map((head) => {
              const { text, look } =
                typeof head === 'string'
                  ? { text: head, look: undefined }
                  : { text: head.words, look: table.words };
              return (
                <th key={text} scope="col" className={look}>
                  {text}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
