import { Refused } from '#domain/refusal.ts';
import type { Context } from '#server/usecases/ground/context.ts';

/** The stores for which this process brings members over just now. */
const busy = new WeakSet<Context['store']>();

/**
 * Does an import that a program asks for, one at a time in each process that serves: more of them would take turns
 * with the tills at the one writer. A command has a process of its own.
 * @throws Refused `import-running`
 */
export async function oneAtATime<T>({ store }: Context, bring: () => Promise<T>): Promise<T> {
  if (busy.has(store)) throw new Refused({ key: 'import-running' });
  busy.add(store);
  try {
    return await bring();
  } finally {
    busy.delete(store);
  }
}
