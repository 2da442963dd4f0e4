import { mintTopic } from '#server/storage/db/live.ts';
import type { MintOrderRow } from '#server/storage/db/schema-mint.ts';
import { nextMintOrderDue, takeDueMintOrders } from '#server/storage/mint/mint-orders.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { workMintOrder } from '#server/usecases/mint/work-mint-order.ts';
import { startLoop, type WorkerLoop } from './worker-loop.ts';

/** How many calls to vendors one process makes at once. */
const atOnce = 8;
/** Longer than all calls of one step may take, so that no second process asks meanwhile. */
const leaseMs = 90_000;
/** A new order wakes the job at once. This pause is for orders that a dead process left behind. */
const lookAgainMs = 5_000;

/**
 * Makes and withdraws discounts at vendors, and asks whether they were used, until it is stopped. Stopping takes
 * nothing new and waits for running calls; each ends by its own timeout.
 */
export function startMinting(context: Context): WorkerLoop {
  const working = new Set<Promise<void>>();
  const loop = startLoop(context, {
    name: 'minting',
    job: 'minting',
    topic: mintTopic,
    lookAgainMs,
    round: async ({ wake }) => {
      for (const row of await takeDue(context, atOnce - working.size)) {
        const done = work(context, row).then(() => {
          working.delete(done);
          // A place is free now, and this order may be due again.
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
    wake: loop.wake,
    stop: async () => {
      await loop.stop();
      await Promise.all(working);
    },
  };
}

async function takeDue({ store, now }: Context, limit: number): Promise<MintOrderRow[]> {
  if (limit <= 0) return [];
  return store.transact((tx) => takeDueMintOrders(tx, { at: now(), limit, leaseMs }));
}

/** Never throws. After an error the order waits for its lease to end, and another process takes it. */
async function work(context: Context, row: MintOrderRow): Promise<void> {
  try {
    await workMintOrder(context, row);
  } catch (err) {
    context.log.error({ err, redemption: row.redemption_id }, 'a mint order failed');
  }
}
