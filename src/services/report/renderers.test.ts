import { describe, expect, it } from 'vitest';
import { type Block, heading, list, paragraph, table } from './blocks.ts';
import { toHtml } from './html.ts';
import { toMarkdown } from './markdown.ts';
import { toText } from './text.ts';

const blocks: readonly Block[] = [
  heading(2, 'Ladder'),
  paragraph('API P95 < 200 ms is out of reach.'),
  ...list(['first', 'second']),
  table(
    ['<Name', '# Requests'],
    [
      ['Register User', '91'],
      ['All', '1,386'],
    ],
  ),
  { kind: 'code', language: 'json', text: '{"a": 1}' },
];

const hostile: readonly Block[] = [
  paragraph('<script>alert(1)</script> & "quotes"'),
  table(['<Na|me'], [['a | b `c` *d* [e](http://x) \\ pool_size']]),
];

describe('text', () => {
  it('aligns columns, numbers to the right', () => {
    expect(toText(blocks)).toBe(`Ladder
======

API P95 < 200 ms is out of reach.

- first
- second

Name           # Requests
-------------  ----------
Register User          91
All                 1,386

{"a": 1}
`);
  });
});

describe('Markdown', () => {
  it('has the same in its own marks', () => {
    expect(toMarkdown(blocks)).toBe(`## Ladder

API P95 < 200 ms is out of reach.

- first
- second

| Name | # Requests |
| :-- | --: |
| Register User | 91 |
| All | 1,386 |

\`\`\`json
{"a": 1}
\`\`\`
`);
  });

  it('takes no name for markup', () => {
    expect(toMarkdown(hostile)).toBe(`&lt;script>alert(1)&lt;/script> & "quotes"

| Na\\|me |
| :-- |
| a \\| b \\\`c\\\` \\*d\\* \\[e\\](http://x) \\\\ pool_size |
`);
    expect(toMarkdown([paragraph('# not a heading\nnor two lines')])).toBe(
      '\\# not a heading nor two lines\n',
    );
    expect(toMarkdown([{ kind: 'code', language: '', text: 'a\n```\nb' }])).toBe(
      '````\na\n```\nb\n````\n',
    );
  });
});

describe('HTML', () => {
  const body = (page: string): string => /(?<=<main>\n)[^]*(?=\n<\/main>)/.exec(page)![0];

  it('is one page with everything in it', () => {
    const page = toHtml('Capacity <report>', blocks);
    expect(page).toContain('<title>Capacity &lt;report&gt;</title>');
    expect(body(page)).toBe(
      `<h2>Ladder</h2>
<p>API P95 &lt; 200 ms is out of reach.</p>
<ul><li>first</li><li>second</li></ul>
<div class="table" tabindex="0" role="region" aria-label="Table"><table><thead><tr><th scope="col">Name</th><th scope="col" class="number"># Requests</th></tr></thead><tbody><tr><td>Register User</td><td class="number">91</td></tr><tr><td>All</td><td class="number">1,386</td></tr></tbody></table></div>
<pre tabindex="0"><code>{&quot;a&quot;: 1}</code></pre>`,
    );
    expect(page).not.toMatch(/<(script|link|img|iframe)|src=|href=|url\(|@import/);
  });

  it('takes no name for markup', () => {
    expect(body(toHtml('t', hostile))).toContain(
      '<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot;</p>',
    );
  });
});
