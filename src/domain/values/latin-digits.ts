/** Replaces digits of other scripts, as an Arabic keyboard types them, by Latin ones. Other characters stay. */
export const latinDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (digit) =>
    String((digit.codePointAt(0) ?? 0) & 0xf),
  );

/**
 * A number as any keyboard types it, in the form in which programs read one: Latin digits and a point. The text of what
 * is no number stays nearly as it is, so that whoever judges it can say so.
 */
export const plainNumber = (typed: string): string =>
  latinDigits(typed).trim().replace(/[,٫]/, '.');
