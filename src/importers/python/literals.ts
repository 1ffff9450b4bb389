import { type Token, tokensOf } from './tokens.ts';

/** A value that stands in the source: a literal, or an expression that only running it could tell. */
export type Value = (
  | { readonly is: 'constant'; readonly value: string | number | boolean | null }
  | { readonly is: 'list'; readonly items: readonly Value[] }
  | { readonly is: 'dict'; readonly entries: ReadonlyMap<string, Value> }
  | { readonly is: 'expression'; readonly text: string }
) & { readonly line: number; readonly column: number };

/** `NAME = value` or `NAME['a']['b'] = value` at the beginning of a line. */
export interface Assignment {
  readonly name: string;
  readonly keys: readonly string[];
  readonly value: Value;
  /** Within a block (if, class, def), which may never run. */
  readonly inBlock: boolean;
  readonly line: number;
  readonly column: number;
}

const DEEPEST = 50;
const constants = new Map<string, boolean | null>([
  ['True', true],
  ['False', false],
  ['None', null],
]);
const opening = new Set(['(', '[', '{']);
const closing = new Set([')', ']', '}']);

/** The assignments of a Python source, without running it. Names of constants that were assigned before stand for them. */
export function assignmentsOf(source: string): Assignment[] {
  const text = source.replace(/^\uFEFF/, '');
  const found: Assignment[] = [];
  const known = new Map<string, Value>();
  for (const statement of statementsOf(tokensOf(text))) {
    const assignment = new Parser(text, statement, known).assignment();
    if (assignment === null) continue;
    found.push(assignment);
    if (assignment.keys.length > 0) continue;
    // What is assigned in a block may be either; what is assigned again is the newer.
    if (assignment.inBlock) known.delete(assignment.name);
    else known.set(assignment.name, assignment.value);
  }
  return found;
}

/** Tokens between ends of lines that are not inside brackets. */
function statementsOf(tokens: readonly Token[]): Token[][] {
  const statements: Token[][] = [];
  let open: Token[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'end of line') {
      if (depth > 0) continue;
      if (open.length > 0) statements.push(open);
      open = [];
      continue;
    }
    if (opening.has(token.text)) depth++;
    else if (closing.has(token.text)) depth = Math.max(0, depth - 1);
    open.push(token);
  }
  if (open.length > 0) statements.push(open);
  return statements;
}

class Parser {
  private readonly source: string;
  private readonly tokens: readonly Token[];
  private readonly known: ReadonlyMap<string, Value>;
  private at = 0;

  constructor(source: string, tokens: readonly Token[], known: ReadonlyMap<string, Value>) {
    this.source = source;
    this.tokens = tokens;
    this.known = known;
  }

  assignment(): Assignment | null {
    const first = this.tokens[0]!;
    if (first.kind !== 'name') return null;
    this.at = 1;
    const keys: string[] = [];
    while (this.isNext('[')) {
      const key = this.tokens[this.at + 1];
      if (key?.kind !== 'string' || this.tokens[this.at + 2]?.text !== ']') return null;
      keys.push(key.text);
      this.at += 3;
    }
    // An annotation between the name and the sign.
    if (keys.length === 0 && this.isNext(':')) {
      while (this.at < this.tokens.length && !this.isNext('=')) this.at++;
    }
    if (!this.isNext('=') || this.tokens[this.at + 1]?.text === '=') return null;
    this.at++;
    const { line, column } = this.tokens[this.at] ?? first;
    const value =
      this.at < this.tokens.length ? this.value(0, () => this.at >= this.tokens.length) : null;
    if (value === null) return null;
    return { name: first.text, keys, value, inBlock: first.column > 1, line, column };
  }

  private isNext(text: string): boolean {
    const token = this.tokens[this.at];
    return token !== undefined && token.kind === 'punctuation' && token.text === text;
  }

  /** A literal that is followed by what `ends` says, else the expression up to there. */
  private value(depth: number, ends: () => boolean): Value {
    const start = this.at;
    const first = this.tokens[start]!;
    const literal = depth > DEEPEST ? null : this.literal(depth);
    if (literal !== null && (this.at >= this.tokens.length || ends())) {
      return { ...literal, line: first.line, column: first.column };
    }
    this.at = start;
    let open = 0;
    while (this.at < this.tokens.length && !(open === 0 && this.at > start && ends())) {
      const { kind, text } = this.tokens[this.at]!;
      if (kind === 'punctuation' && opening.has(text)) open++;
      else if (kind === 'punctuation' && closing.has(text)) {
        if (open === 0) break;
        open--;
      }
      this.at++;
    }
    const next = this.tokens[this.at];
    const text = this.source
      .slice(first.offset, next?.offset ?? this.endOfLast())
      .replaceAll(/\s+/g, ' ')
      .trim();
    return { is: 'expression', text, line: first.line, column: first.column };
  }

  private endOfLast(): number {
    const last = this.tokens.at(-1)!;
    const end = this.source.indexOf('\n', last.offset);
    return last.kind === 'string' || last.kind === 'formatted' || end < 0
      ? Math.min(this.source.length, last.offset + last.text.length + 8)
      : last.offset + last.text.length;
  }

  private literal(depth: number): Value | null {
    const token = this.tokens[this.at];
    if (token === undefined) return null;
    const place = { line: token.line, column: token.column };
    if (token.kind === 'string') {
      let value = '';
      while (this.tokens[this.at]?.kind === 'string') value += this.tokens[this.at++]!.text;
      return { is: 'constant', value, ...place };
    }
    if (token.kind === 'number') {
      this.at++;
      const value = Number(token.text.replaceAll('_', ''));
      return Number.isFinite(value) ? { is: 'constant', value, ...place } : null;
    }
    if (token.kind === 'name') {
      this.at++;
      if (constants.has(token.text))
        return { is: 'constant', value: constants.get(token.text)!, ...place };
      const known = this.known.get(token.text);
      return known === undefined || known.is === 'expression' ? null : { ...known, ...place };
    }
    if (token.text === '-') {
      this.at++;
      const operand = this.literal(depth + 1);
      return operand?.is === 'constant' && typeof operand.value === 'number'
        ? { ...operand, value: -operand.value, ...place }
        : null;
    }
    if (token.text === '{') return this.dict(depth, place);
    if (token.text === '[' || token.text === '(')
      return this.list(depth, token.text === '[' ? ']' : ')', place);
    return null;
  }

  private list(
    depth: number,
    close: string,
    place: { line: number; column: number },
  ): Value | null {
    this.at++;
    const items: Value[] = [];
    let commas = 0;
    while (this.at < this.tokens.length && !this.isNext(close)) {
      items.push(this.value(depth + 1, () => this.isNext(',') || this.isNext(close)));
      if (this.isNext(',')) {
        commas++;
        this.at++;
      } else if (!this.isNext(close)) return null;
    }
    if (!this.isNext(close)) return null;
    this.at++;
    // A value in brackets is that value.
    return close === ')' && items.length === 1 && commas === 0
      ? items[0]!
      : { is: 'list', items, ...place };
  }

  private dict(depth: number, place: { line: number; column: number }): Value | null {
    this.at++;
    const entries = new Map<string, Value>();
    while (this.at < this.tokens.length && !this.isNext('}')) {
      const key = this.value(
        depth + 1,
        () => this.isNext(':') || this.isNext(',') || this.isNext('}'),
      );
      if (this.isNext(':')) {
        this.at++;
        if (this.at >= this.tokens.length) return null;
        const value = this.value(depth + 1, () => this.isNext(',') || this.isNext('}'));
        if (key.is === 'constant') entries.set(String(key.value), value);
      }
      if (this.isNext(',')) this.at++;
      else if (!this.isNext('}')) return null;
    }
    if (!this.isNext('}')) return null;
    this.at++;
    return { is: 'dict', entries, ...place };
  }
}
