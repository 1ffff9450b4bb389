/** A load beyond this multiple of the largest measured one is extrapolated. */
const BEYOND = 2;

export function isExtrapolated(users: number, measuredUsers: number): boolean {
  return users > BEYOND * measuredUsers;
}
