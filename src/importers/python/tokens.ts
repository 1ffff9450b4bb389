/** A token of Python source, as far as literals need it. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'formatted' | 'punctuation' | 'end of line';
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

const patterns = {
  blank: /(?:[ \t\f\r]|\\\r?\n|#[^\n]*)+/y,
  name: /[\p{L}_][\p{L}\p{N}_]*/uy,
  number: /(?:0[xob][\da-f_]+|\d[\d_]*(?:\.[\d_]*)?(?:e[+-]?\d+)?|\.\d[\d_]*(?:e[+-]?\d+)?)/iy,
  string: /([rbuft]{0,2})("""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*')/iy,
  punctuation: /\*\*|\/\/|[-+*/%@&|^~<>=!:,.;()[\]{}]+?/y,
};

/** The tokens of a source; what is no Python becomes punctuation, which no literal has. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let lineStart = 0;
  let offset = 0;
  const push = (kind: Token['kind'], text: string): void => {
    tokens.push({ kind, text, line, column: offset - lineStart + 1, offset });
  };
  const advance = (text: string): void => {
    for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      line++;
      lineStart = offset + i + 1;
    }
    offset += text.length;
  };
  while (offset < source.length) {
    if (source[offset] === '\n') {
      push('end of line', '\n');
      advance('\n');
      continue;
    }
    const blank = match(patterns.blank, source, offset);
    if (blank !== null) {
      advance(blank[0]);
      continue;
    }
    const string = match(patterns.string, source, offset);
    if (string !== null) {
      const prefix = string[1]!.toLowerCase();
      if (/[ft]/.test(prefix)) push('formatted', string[0]);
      else push('string', contentOf(string[2]!, prefix));
      advance(string[0]);
      continue;
    }
    const name = match(patterns.name, source, offset);
    const number = name === null ? match(patterns.number, source, offset) : null;
    const found = name ?? number ?? match(patterns.punctuation, source, offset);
    const text = found?.[0] ?? source[offset]!;
    push(name !== null ? 'name' : number !== null ? 'number' : 'punctuation', text);
    advance(text);
  }
  push('end of line', '\n');
  return tokens;
}

function match(pattern: RegExp, source: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(source);
}

/** What a string literal stands for; escapes beyond the common ones stay as written. */
function contentOf(quotedText: string, prefix: string): string {
  const width = /^(?:"""|''')/.test(quotedText) ? 3 : 1;
  const inner = quotedText.slice(width, -width);
  if (prefix.includes('r')) return inner;
  const escapes: Readonly<Record<string, string>> = {
    n: '\n',
    t: '\t',
    '\n': '',
    '\\': '\\',
    "'": "'",
    '"': '"',
  };
  return inner.replaceAll(/\\([nt\n\\'"])/g, (_, letter: string) => escapes[letter]!);
}
