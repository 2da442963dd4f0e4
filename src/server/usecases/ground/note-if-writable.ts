import type { Context } from './context.ts';

/**
 * Writes a note without which the answer is right all the same. So a full disk, which stops no reading, keeps nobody
 * from their wallet.
 * @returns whether it was written
 */
export async function noteIfWritable(
  context: Pick<Context, 'canWrite'>,
  note: () => Promise<void>,
): Promise<boolean> {
  if (!context.canWrite()) return false;
  try {
    await note();
    return true;
  } catch (fault) {
    if (context.canWrite()) throw fault;
    return false;
  }
}
