/** A member of a JSON file, as it was parsed; undefined: what stands there is no JSON. */
export type Item =
  | {
      /** From 1: the line, or the place in a list. */
      readonly line: number;
      readonly value: unknown;
    }
  /** From here on nothing was read: a list, an object or a line is too long to be parsed in one go. */
  | { readonly line: number; readonly tooLong: true };

/** A longer list or object would keep everybody waiting while it is parsed. In UTF-16 code units: about 4 MB. */
export const wholeAtMost = 4_000_000;

/**
 * The members of a list, of one object, or of JSON Lines: one object a line. JSON Lines are read piece by piece; a list,
 * or an object of several lines, is read whole.
 */
export async function* itemsIn(texts: AsyncIterable<string>): AsyncGenerator<Item> {
  const held: string[] = [];
  let [line, size, isLines] = [0, 0, false];
  for await (const text of linesOf(texts)) {
    line += 1;
    size = isLines ? text.length : size + text.length;
    if (size > wholeAtMost) {
      yield { line: isLines ? line : 1, tooLong: true };
      return;
    }
    const isFirst = held.length === 0 && text.trimStart().startsWith('{');
    if (!isLines && isFirst && parsed(text) !== undefined) isLines = true;
    if (isLines) yield* itemOf(text, line);
    else if (held.length > 0 || text.trim() !== '') held.push(text);
  }
  if (!isLines) yield* itemsOf(held, line - held.length);
}

/** @param before how many empty lines stand before these */
function* itemsOf(lines: readonly string[], before: number): Generator<Item> {
  const whole = parsed(lines.join('\n'));
  if (Array.isArray(whole)) yield* whole.map((value, at) => ({ line: at + 1, value }));
  else if (whole !== undefined) yield { line: 1, value: whole };
  // A list that can't be parsed was cut off: its end is where.
  else if (lines[0]?.trimStart().startsWith('['))
    yield { line: before + lines.length, value: undefined };
  else for (const [at, text] of lines.entries()) yield* itemOf(text, before + at + 1);
}

function* itemOf(text: string, line: number): Generator<Item> {
  if (text.trim() !== '') yield { line, value: parsed(text) };
}

/** Lines as they arrive, by whichever end they have. One that is too long comes before its end. */
async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const text of texts) {
    rest += text;
    // What stands behind a carriage return at the end is not known yet.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length <= wholeAtMost) continue;
    yield rest;
    rest = '';
  }
  yield* rest.split('\r');
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
