/** What a wide screen adds to every page of a member. */
export function Beside() {
  return null;
}
