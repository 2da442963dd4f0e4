import type { ReadLine } from './know-lines.ts';

/**
 * Few enough that the one writer is soon free again for a till; a smaller batch would write the same index pages again
 * and again.
 */
const linesAtMost = 500;

/** Lots and ids of lines, each a row or two of its own. */
const rowsAtMost = 2_000;

/** Groups lines into batches that one transaction takes in a short time. */
export const lineBatches = (all: AsyncIterable<ReadLine>): AsyncGenerator<ReadLine[]> =>
  batchesOf(all, ({ member }) => member.lots.length + member.externalIds.length);

/** @param rowsOf how many rows a line has besides its own */
export async function* batchesOf<T>(
  all: AsyncIterable<T>,
  rowsOf: (line: T) => number,
): AsyncGenerator<T[]> {
  let [batch, rows]: [T[], number] = [[], 0];
  for await (const line of all) {
    batch.push(line);
    rows += rowsOf(line);
    if (batch.length < linesAtMost && rows < rowsAtMost) continue;
    yield batch;
    [batch, rows] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}
