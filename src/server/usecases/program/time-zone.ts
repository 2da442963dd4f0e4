/** Whether it is a named zone. An offset such as +01:00 is none, because it has no summer time. */
export function isTimeZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    // Intl throws a RangeError for a zone that it does not know.
    return false;
  }
}
