/** The last work of each key that is under way. */
const underWay = new Map<string, Promise<unknown>>();

/**
 * Does the work of one key one after another, in this process. Looking at a guess and counting it then come before
 * the next look, without a transaction for those that are right.
 */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = underWay.get(key);
  const mine = before ? before.then(work, work) : work();
  underWay.set(key, mine);
  try {
    return await mine;
  } finally {
    if (underWay.get(key) === mine) underWay.delete(key);
  }
}
