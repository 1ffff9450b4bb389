/** A document before it has a format: text, Markdown and HTML are made from the same blocks. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'code'; readonly language: string; readonly text: string };

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

export function heading(level: 1 | 2 | 3, text: string): Block {
  return { kind: 'heading', level, text };
}

export function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

/** A list; nothing when there are no items. */
export function list(items: readonly string[]): Block[] {
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

/** A table whose columns are numbers, to the right, except those whose title begins with `<`. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): Block {
  const columns = titles.map((title): Column =>
    title.startsWith('<') ? { title: title.slice(1), align: 'left' } : { title, align: 'right' },
  );
  return { kind: 'table', columns, rows };
}
