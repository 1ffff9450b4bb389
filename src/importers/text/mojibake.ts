/** What Windows-1252 shows for the bytes 0x80 to 0x9F, which differ from Latin-1; five of them are not assigned. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';
const BYTE = new Map([...HIGH].map((letter, i) => [letter.codePointAt(0)!, 0x80 + i]));

/** The byte that Windows-1252 shows as this code point; null for a code point that it cannot show. */
function byteOf(codePoint: number): number | null {
  if (codePoint < 0x80 || (codePoint >= 0xa0 && codePoint <= 0xff)) return codePoint;
  return BYTE.get(codePoint) ?? (codePoint < 0xa0 ? codePoint : null);
}

/**
 * UTF-8 that was taken for Windows-1252 and encoded a second time, repaired: `âœ…` becomes `✅`. Each run of letters
 * beyond ASCII is repaired on its own and only if its bytes are valid UTF-8, so that a text of right umlauts stays.
 */
export function repaired(text: string): { readonly text: string; readonly repairs: number } {
  let repairs = 0;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const result = text.replaceAll(/[\u0080-\u{10FFFF}]{2,}/gu, (run) => {
    const bytes = [...run].map((letter) => byteOf(letter.codePointAt(0)!));
    if (bytes.includes(null)) return run;
    try {
      const right = decoder.decode(Uint8Array.from(bytes as number[]));
      repairs++;
      return right;
    } catch {
      return run;
    }
  });
  return { text: result, repairs };
}
