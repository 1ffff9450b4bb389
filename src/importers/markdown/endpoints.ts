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

/** Recognises the endpoints of a report in its text, where "Registration" means "Register User". */
export class EndpointNames {
  private readonly stems: readonly (readonly [name: string, stem: string])[];

  constructor(names: readonly string[]) {
    const words = names.map((name) => wordsOf(name));
    this.stems = names.flatMap((name, i) => {
      const own = words[i]!.filter(
        (word) =>
          !common.has(word) &&
          words.every((other, j) => i === j || !other.some((o) => stemOf(o) === stemOf(word))),
      );
      return own.length === 0 ? [] : [[name, stemOf(own[0]!)] as const];
    });
  }

  /** Names of the endpoints that a text is about. */
  in(text: string): string[] {
    const words = wordsOf(text);
    return this.stems
      .filter(([, stem]) => words.some((word) => word.startsWith(stem)))
      .map(([name]) => name);
  }
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z]+/g) ?? [];
}

/** Enough of a word to be the same in its forms: register and registration, create and creation. */
function stemOf(word: string): string {
  return word.slice(0, 5);
}
