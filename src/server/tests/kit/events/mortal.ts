import type { Context } from '#server/usecases/ground/context.ts';
import type { Minter } from '#server/vendors/mint/minter.ts';

/** The process is dead: what it was about to do is not done. */
export class Killed extends Error {}

/**
 * The same context for a process that will be killed: it does `lives` things (transactions and calls to vendors), and
 * dies right before the next one, or right after it, when everybody else knows its outcome.
 */
export function mortal(context: Context, lives: number): Context {
  let left = lives;
  const live = async <T>(work: () => Promise<T>): Promise<T> => {
    left -= 1;
    if (left < 0) throw new Killed();
    const done = await work();
    left -= 1;
    if (left < 0) throw new Killed();
    return done;
  };
  const { store, openMinter } = context;
  return {
    ...context,
    store: {
      read: store.read,
      transact: (work) => live(() => store.transact(work)),
      lockMember: (tx, memberId) => store.lockMember(tx, memberId),
      scrub: () => store.scrub(),
      close: () => store.close(),
    },
    openMinter: (connection): Minter => {
      const minter = openMinter(connection);
      return {
        mint: (request) => live(() => minter.mint(request)),
        find: (request) => live(() => minter.find(request)),
        retire: (reference) => live(() => minter.retire(reference)),
        wasUsed: (reference, request) => live(() => minter.wasUsed(reference, request)),
        check: () => live(() => minter.check()),
      };
    },
  };
}
