/** Words that names of endpoints have in common with everything else. */
const common: ReadonlySet<string> = new Set([
  'api',
  'get',
  'post',
  'put',
  'user',
  'users',
  'the',
  'endpoint',
]);

/** Letters of a word that its forms have in common. */
const STEM = 5;

/** Recognises the endpoints of a report in its text, where "Registration" means "Register User". */
export class EndpointNames {
  private readonly byStem = new Map<string, string>();

  constructor(names: readonly string[]) {
    const stems = names.map((name) => [
      ...new Set(
        wordsOf(name)
          .filter((word) => word.length > 2 && !common.has(word))
          .map(stemOf),
      ),
    ]);
    const uses = new Map<string, number>();
    for (const stem of stems.flat()) uses.set(stem, (uses.get(stem) ?? 0) + 1);
    for (const [i, name] of names.entries()) {
      const own = stems[i]!.find((stem) => uses.get(stem) === 1);
      if (own !== undefined) this.byStem.set(own, name);
    }
  }

  /** Names of the endpoints that a text is about, in the order in which it names them. */
  in(text: string): string[] {
    const found = new Set<string>();
    for (const word of wordsOf(text)) {
      for (let length = 1; length <= STEM; length++) {
        const name = this.byStem.get(word.slice(0, length));
        if (name !== undefined) found.add(name);
      }
    }
    return [...found];
  }
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z]+/g) ?? [];
}

/** Enough of a word to be the same in its forms: register and registration, create and creation. */
function stemOf(word: string): string {
  return word.slice(0, STEM);
}
