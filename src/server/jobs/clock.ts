import { usualDays } from '#domain/events/watch.ts';
import { purgedAtOnce } from '#server/storage/db/dialect.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { purgeChallenges, purgeProofs } from '#server/storage/desk/passkeys.ts';
import { forgetOwnAddresses } from '#server/storage/events/own-addresses.ts';
import { purgeActs, purgeDays } from '#server/storage/events/watch.ts';
import { purgeDeliveries } from '#server/storage/events/webhook-deliveries.ts';
import { purgeDeclinedMerges } from '#server/storage/merges/declined-merges.ts';
import { purgeMergeAsks } from '#server/storage/merges/merge-asks.ts';
import { purgeMergeOffers } from '#server/storage/merges/merge-offers.ts';
import { purgeScans } from '#server/storage/passes/pass-scans.ts';
import {
  purgeAddressChanges,
  purgeWaitingAddresses,
} from '#server/storage/people/address-changes.ts';
import { purgeFormerAddresses } from '#server/storage/people/former-addresses.ts';
import { purgeJoiningGifts } from '#server/storage/people/joining-gifts.ts';
import { purgeLimits } from '#server/storage/people/limits.ts';
import { purgeMails } from '#server/storage/people/mails.ts';
import { forgetSignIns } from '#server/storage/people/sign-ins.ts';
import { purgeUnclaimed } from '#server/storage/purchases/unclaimed-sales.ts';
import { purgeKeys } from '#server/storage/till/idempotency-keys.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { beginDue } from '#server/usecases/ground/work.ts';
import { celebrateDue } from '#server/usecases/occasions/celebrate-due.ts';
import { rewardInviters } from '#server/usecases/purchases/reward-inviters.ts';
import { forgetDue } from '#server/usecases/rights/forget-due.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

/** The points of an unused voucher are back within this time after its end. */
const tickMs = 5_000;
const purgeEveryMs = 60 * 60_000;
const dayMs = 24 * 60 * 60_000;
/** Far longer than any rule of the watch list looks back. */
const keepActsMs = 7 * dayMs;
/** Longer than a phone is told about them. */
const keepScansMs = 2 * dayMs;
/** An administrator can see how deliveries went; the events themselves stay. */
const keepDeliveriesMs = 30 * dayMs;

/**
 * Runs what happens by time: begins dated programs, ends vouchers, expires points, gives for birthdays and friends, forgets
 * whoever gave no sign for long, deletes what need not be kept. Every process may run one,
 * because each step checks again inside its own transaction.
 * @returns how to stop; it waits for a running step
 */
export function startClock(context: Context): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let busy = false;
  let purgedAt = 0;
  const tick = async () => {
    const began = performance.now();
    const ended = (how: 'done' | 'failed') =>
      context.meters.round('clock', how, (performance.now() - began) / 1000);
    try {
      await beginDue(context);
      // A full round means that more is waiting.
      while ((await round(context)) > 0 && !stopped) {}
      await rewardInviters(context);
      // Some a tick, and no more: nobody waits for it.
      await forgetDue(context);
      if (context.now() - purgedAt > purgeEveryMs) {
        purgedAt = context.now();
        await purge(context, () => stopped);
      }
      ended('done');
    } catch (error) {
      ended('failed');
      context.log.error({ err: error }, 'the clock missed a step and tries again');
    } finally {
      busy = false;
    }
  };
  let stopped = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = tick();
  }, tickMs);
  return async () => {
    stopped = true;
    clearInterval(timer);
    await running;
  };
}

/** Some of each. @returns how many there were */
const round = async (context: Context): Promise<number> =>
  (await expireDue(context)) + (await celebrateDue(context));

/** What is deleted, each in slices that are transactions of their own: the writer is free for tills between two. */
const purges: readonly ((tx: Tx, at: number) => Promise<number>)[] = [
  (tx, at) => forgetSignIns(tx, at - dayMs),
  purgeLimits,
  (tx, at) => purgeMails(tx, at - dayMs, at),
  (tx, at) => purgeScans(tx, at - keepScansMs),
  purgeUnclaimed,
  purgeFormerAddresses,
  purgeJoiningGifts,
  purgeAddressChanges,
  purgeWaitingAddresses,
  purgeMergeAsks,
  purgeMergeOffers,
  purgeDeclinedMerges,
  (tx, at) => purgeActs(tx, at - keepActsMs),
  (tx, at) => purgeDays(tx, Math.floor(at / dayMs) - usualDays),
  (tx, at) => purgeDeliveries(tx, at - keepDeliveriesMs),
  forgetOwnAddresses,
  purgeChallenges,
  purgeProofs,
  purgeKeys,
];

async function purge({ store, now }: Context, isStopped: () => boolean): Promise<void> {
  const at = now();
  for (const some of purges) {
    const slice = () => store.transact((tx) => some(tx, at), 'at length');
    while ((await slice()) === purgedAtOnce && !isStopped()) {}
  }
}
