import { mintTopic } from '#server/storage/db/live.ts';
import type { MintOrderRow } from '#server/storage/db/schema-mint.ts';
import { nextMintOrderDue, takeDueMintOrders } from '#server/storage/mint/mint-orders.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { workMintOrder } from '#server/usecases/mint/work-mint-order.ts';
import { type Rounds, startRounds } from './rounds.ts';

/** How many calls to vendors one process has under way. */
const atOnce = 8;
/** Longer than all the calls of one step may take, so that no second process asks meanwhile. */
const leaseMs = 90_000;
/** News of an order comes at once; this finds what a process that died left behind. */
const lookAgainMs = 5_000;

/**
 * Has vendors make and withdraw discounts, and asks whether they were used, until it is stopped. Stopping takes
 * nothing new and waits for the calls under way: each ends by its own time-out.
 */
export function startMinting(context: Context): Rounds {
  const working = new Set<Promise<void>>();
  const rounds = startRounds(context, {
    name: 'minting',
    topic: mintTopic,
    lookAgainMs,
    round: async ({ wake }) => {
      for (const row of await takeDue(context, atOnce - working.size)) {
        const done = work(context, row).then(() => {
          working.delete(done);
          // There is room for another now, and this one may be due again.
          wake();
        });
        working.add(done);
      }
      if (working.size === atOnce) return false;
      const dueAt = await nextMintOrderDue(context.store.read);
      if (dueAt !== null) wake(Math.max(1, dueAt - context.now()));
      return false;
    },
  });
  return {
    wake: rounds.wake,
    stop: async () => {
      await rounds.stop();
      await Promise.all(working);
    },
  };
}

async function takeDue({ store, now }: Context, limit: number): Promise<MintOrderRow[]> {
  if (limit <= 0) return [];
  return store.transact((tx) => takeDueMintOrders(tx, { at: now(), limit, leaseMs }));
}

/** Never throws. What broke here leaves the order to its lease, and to somebody else. */
async function work(context: Context, row: MintOrderRow): Promise<void> {
  try {
    await workMintOrder(context, row);
  } catch (err) {
    context.log.error({ err, redemption: row.redemption_id }, 'a mint order failed');
  }
}
