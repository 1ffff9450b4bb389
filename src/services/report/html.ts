import type { Block } from './blocks.ts';

/** Blocks as one HTML file that needs nothing else: no script, no network, light and dark, good to print. */
export function toHtml(title: string, blocks: readonly Block[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${blocks.map(render).join('\n')}
</main>
</body>
</html>
`;
}

function render(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escaped(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${escaped(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
    case 'table': {
      const classes = block.columns.map(({ align }) =>
        align === 'right' ? ' class="number"' : '',
      );
      const head = block.columns
        .map(({ title }, c) => `<th scope="col"${classes[c]}>${escaped(title)}</th>`)
        .join('');
      const rows = block.rows.map(
        (cells) =>
          `<tr>${cells.map((cell, c) => `<td${classes[c]}>${escaped(cell)}</td>`).join('')}</tr>`,
      );
      return `<div class="table" tabindex="0" role="region" aria-label="Table"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
    }
    case 'code':
      return `<pre tabindex="0"><code>${escaped(block.text)}</code></pre>`;
  }
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const style = `
:root { color-scheme: light dark; --line: light-dark(#d0d7de, #3d444d); --soft: light-dark(#f6f8fa, #151b23); }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; background: light-dark(#fff, #0d1117); color: light-dark(#1f2328, #e6edf3); }
main { max-width: 72rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 2.5rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
.table { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .35rem .7rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { background: var(--soft); }
.number { text-align: right; white-space: nowrap; }
pre { overflow-x: auto; padding: 1rem; background: var(--soft); border: 1px solid var(--line); font-size: 12px; }
@media print { body { background: #fff; color: #000; } .table, pre { overflow: visible; } pre { white-space: pre-wrap; } h2, h3 { break-after: avoid; } tr { break-inside: avoid; } }
`;
