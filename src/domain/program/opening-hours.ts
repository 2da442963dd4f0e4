/** When a store is open, every day alike, in minutes of the day where it is. */
export interface OpeningHours {
  readonly opensMinute: number;
  /** Not above `opensMinute`: it closes after midnight. */
  readonly closesMinute: number;
}

/** Where the program does not say: a shop that is open later or earlier says so. */
const usual: OpeningHours = { opensMinute: 6 * 60, closesMinute: 22 * 60 };

export function isOpenAt(hours: OpeningHours | undefined, minuteOfDay: number): boolean {
  const { opensMinute, closesMinute } = hours ?? usual;
  const opened = minuteOfDay >= opensMinute;
  const closing = minuteOfDay < closesMinute;
  return closesMinute > opensMinute ? opened && closing : opened || closing;
}
