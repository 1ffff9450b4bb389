/** The least number >= 0, to its last digit, at which `isBelow` ceases to hold; `scale` > 0 is of its size, roughly. */
export function firstNotBelow(isBelow: (x: number) => boolean, scale: number): number {
  if (!isBelow(0)) return 0;
  let high = scale;
  while (isBelow(high)) high *= 2;
  let low = 0;
  for (let middle = high / 2; low < middle && middle < high; middle = (low + high) / 2) {
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
  return high;
}
