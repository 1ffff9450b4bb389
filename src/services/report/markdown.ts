import type { Block } from './blocks.ts';

/** Blocks as GitHub-flavoured Markdown. */
export function toMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map(render).join('\n\n')}\n`;
}

function render(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escaped(block.text)}`;
    case 'paragraph':
      return line(block.text);
    case 'list':
      return block.items.map((item) => `- ${line(item)}`).join('\n');
    case 'table':
      return [
        row(block.columns.map(({ title }) => escaped(title))),
        row(block.columns.map(({ align }) => (align === 'left' ? ':--' : '--:'))),
        ...block.rows.map((cells) => row(cells.map(escaped))),
      ].join('\n');
    case 'code':
      return `${fence(block.text)}${block.language}\n${block.text}\n${fence(block.text)}`;
  }
}

/** Text at the beginning of a line, where a sharp or a number would begin something else. */
function line(text: string): string {
  return escaped(text).replace(/^(#+|>|\+|-|\d+\.)(?=\s|$)/, '\\$&');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Names and titles are the user's: what Markdown would take for markup is marked as text. Underscores within words are not. */
function escaped(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*[\]|]/g, '\\$&')
    .replaceAll(/<(?=[A-Za-z/!?])/g, '&lt;');
}

/** Longer than any run of backticks inside. */
function fence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return '`'.repeat(longest + 1);
}
