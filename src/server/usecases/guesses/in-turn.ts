/** The last running work of each key. */
const underWay = new Map<string, Promise<unknown>>();

/**
 * Runs the work of one key one after another, in this process: a guess is judged and counted before the next one is
 * judged. Right codes need no transaction for it.
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
