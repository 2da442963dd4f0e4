import { Refused } from '#domain/refusal.ts';

/** The result; null when it was refused. Any other error is thrown. */
export async function orRefused<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

/** Whether it was done, and not refused. */
export const done = async (work: Promise<unknown>): Promise<boolean> =>
  (await orRefused(work.then(() => true))) ?? false;
