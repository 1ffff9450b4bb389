import type { Block, Column } from './blocks.ts';

/** Blocks for a terminal: tables with aligned columns, no markup. */
export function toText(blocks: readonly Block[]): string {
  return `${blocks.map(render).join('\n\n')}\n`;
}

function render(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return block.level === 3 ? block.text : `${block.text}\n${'='.repeat(block.text.length)}`;
    case 'paragraph':
    case 'code':
      return block.text;
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'table':
      return renderTable(block.columns, block.rows);
  }
}

function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, c) => Math.max(...lines.map((line) => line[c]!.length)));
  const aligned = lines.map((line) =>
    line
      .map((cell, c) =>
        columns[c]!.align === 'left' ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!),
      )
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [aligned[0], rule, ...aligned.slice(1)].join('\n');
}
