/** When a store is open, the same every day, in minutes of its local day. */
export interface OpeningHours {
  readonly opensMinute: number;
  /** Not above `opensMinute`: the store closes after midnight. */
  readonly closesMinute: number;
}

/** The hours when the program gives none. A shop that is open later or earlier must say so. */
const usual: OpeningHours = { opensMinute: 6 * 60, closesMinute: 22 * 60 };

export function isOpenAt(hours: OpeningHours | undefined, minuteOfDay: number): boolean {
  const { opensMinute, closesMinute } = hours ?? usual;
  const opened = minuteOfDay >= opensMinute;
  const closing = minuteOfDay < closesMinute;
  return closesMinute > opensMinute ? opened && closing : opened || closing;
}
