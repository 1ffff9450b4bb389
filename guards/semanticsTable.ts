/** Rules of the list: A1-A20, B1-B24, and so on. */
const lastOf = { A: 20, B: 24, C: 27, D: 10, E: 8, F: 20, G: 6, M: 13 };

/** What is wrong with the table of rules in `document`; empty when it is complete. */
export function faultsOf(
  document: string,
  testTitles: ReadonlySet<string>,
  fileExists: (path: string) => boolean,
): string[] {
  const rows = rowsOf(document);
  const rules = Object.entries(lastOf).flatMap(([letter, last]) =>
    Array.from({ length: last }, (_, i) => `${letter}${i + 1}`),
  );
  return rules.flatMap((rule) => {
    const row = rows.get(rule);
    if (row === undefined) return [`${rule}: is not in the table`];
    const faults: string[] = [];
    const tests = quoted(row.tests);
    if (tests.length === 0 && row.reason === '')
      faults.push(`${rule}: neither a test nor a reason`);
    for (const title of tests) {
      if (!testTitles.has(title)) faults.push(`${rule}: no test is called "${title}"`);
      else if (!namesRule(title, rule))
        faults.push(`${rule}: the test "${title}" is about another rule`);
    }
    for (const path of quoted(row.files)) {
      if (!fileExists(path)) faults.push(`${rule}: there is no file ${path}`);
    }
    return faults;
  });
}

/** Titles of tests and of groups of tests in the text of a test file. */
export function titlesIn(text: string): string[] {
  return [...text.matchAll(/\b(?:test|it|describe)\(\s*(['"])((?:\\.|(?!\1)[^\\\n])*)\1/g)].map(
    ([, , title]) => title!.replaceAll(/\\(.)/g, '$1'),
  );
}

interface Row {
  readonly files: string;
  readonly tests: string;
  readonly reason: string;
}

function rowsOf(document: string): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (const line of document.split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim());
    if (cells.length !== 7 || !/^[A-M]\d+$/.test(cells[1]!)) continue;
    rows.set(cells[1]!, { files: cells[3]!, tests: cells[4]!, reason: cells[5]! });
  }
  return rows;
}

function quoted(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text!);
}

/** `semantics A12, A13: ...` is about A12 and A13. */
function namesRule(title: string, rule: string): boolean {
  const names = /^semantics ([A-M\d, ]+):/.exec(title)?.[1] ?? '';
  return names.split(', ').includes(rule);
}
