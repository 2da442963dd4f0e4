/** A member of a JSON file, as it was parsed; undefined: what stands there is no JSON. */
export interface Item {
  /** From 1: the line, or the place in a list. */
  readonly line: number;
  readonly value: unknown;
}

/** The members of a list, of one object, or of JSON Lines: one object a line. */
export function itemsOf(text: string): Item[] {
  const whole = parsed(text);
  if (Array.isArray(whole)) return whole.map((value, at) => ({ line: at + 1, value }));
  if (whole !== undefined) return [{ line: 1, value: whole }];
  const lines = text.split(/\r\n|\n|\r/);
  // A list that can't be parsed was cut off: its end is where.
  if (text.trimStart().startsWith('[')) return [{ line: lines.length, value: undefined }];
  return lines.flatMap((line, at) =>
    line.trim() === '' ? [] : [{ line: at + 1, value: parsed(line) }],
  );
}

/** @returns undefined when it is no JSON */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
