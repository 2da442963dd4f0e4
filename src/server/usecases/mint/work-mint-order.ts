import { decideMint, type MintEvent } from '#domain/mint/mint-order.ts';
import {
  againInMs,
  dueAfter,
  endingByClock,
  type MintAsk,
  nextAsk,
} from '#domain/mint/mint-schedule.ts';
import type { MintOrderRow } from '#server/storage/db/schema-mint.ts';
import {
  changeMintOrder,
  fromMintOrder,
  mintOrderRow,
  toMintOrder,
} from '#server/storage/mint/mint-orders.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import { type Minter, MintFault, type MintRequest } from '#server/vendors/mint/minter.ts';
import { minterOf } from './mint-connection.ts';
import { mintRequestOf } from './mint-request.ts';
import { moveMint } from './move-mint.ts';

/** The result of a call: what it means for the order, and what went wrong, if anything did. */
interface Outcome {
  readonly event: MintEvent | null;
  readonly fault: MintFault | null;
}

/**
 * One step of an order that this process has leased: writes down what will be asked, asks the vendor with no
 * transaction open, and writes down the answer. The process may die at any point in between.
 */
export async function workMintOrder(context: Context, taken: MintOrderRow): Promise<void> {
  const row = await begin(context, taken);
  // The order ended just now, or another process has it: the next step sees what is to be done.
  if (!row) return;
  await settle(context, row, await askVendor(context, row, nextAsk(toMintOrder(row))));
}

/**
 * Ends the order if its time is over, and counts a call to make the discount before the call. Looking at a live order
 * is the most common step; it changes nothing and needs no transaction.
 */
async function begin(context: Context, taken: MintOrderRow): Promise<MintOrderRow | null> {
  const times = { createdAt: taken.created_at, endsAt: taken.ends_at };
  const ending = endingByClock(toMintOrder(taken), times, context.now());
  if (!ending && taken.reference !== null) return taken;
  return transact(context, async (work) => {
    await work.lockMember(taken.member_id);
    const row = await mintOrderRow(work.db, taken.member_id, taken.redemption_id);
    if (!row || row.due_at !== taken.due_at) return null;
    if (ending) {
      await moveMint(work, row, { kind: 'end', ending, at: work.at });
      return null;
    }
    const asked = fromMintOrder(decideMint(toMintOrder(row), { kind: 'asked' }, row.vendor).order);
    await changeMintOrder(work, row, asked);
    return { ...row, ...asked };
  });
}

async function askVendor(context: Context, row: MintOrderRow, ask: MintAsk): Promise<Outcome> {
  const reference = row.reference ?? '';
  const at = context.now();
  try {
    const minter = await minterOf(context, row);
    switch (ask) {
      case 'make':
        return event({ kind: 'made', reference: await minter.mint(await requestOf(context, row)) });
      case 'find-or-make':
        return event({
          kind: 'made',
          reference: await findOrMake(minter, await requestOf(context, row)),
        });
      case 'withdraw':
        await minter.retire(reference);
        return event({ kind: 'withdrawn', at: context.now() });
      case 'look': {
        const used = await minter.wasUsed(reference, { startsAt: row.created_at });
        return event(used ? { kind: 'used' } : { kind: 'unused', at });
      }
      case null:
        return { event: null, fault: null };
    }
  } catch (fault) {
    if (!(fault instanceof MintFault)) throw fault;
    return { event: meaningOf(fault, ask, at), fault };
  }
}

/** Only for making and finding: withdrawing must not need the code, which may be of a key that has gone. */
async function requestOf(context: Context, row: MintOrderRow): Promise<MintRequest> {
  const work = await readWork(context);
  const redemption = await redemptionRow(work.db, row.member_id, row.redemption_id);
  if (!redemption) throw new Error('a mint order has no redemption');
  return mintRequestOf(work, redemption, row);
}

const event = (what: MintEvent): Outcome => ({ event: what, fault: null });

async function findOrMake(minter: Minter, request: MintRequest): Promise<string> {
  const found = await minter.find(request).catch((fault: unknown) => {
    // Only looking failed, so nothing was made.
    if (fault instanceof MintFault) throw new MintFault('later', fault.message, fault.retryAfterMs);
    throw fault;
  });
  return found ?? minter.mint(request);
}

/** What a refusal means. A key that is refused now says nothing about discounts that it made earlier. */
function meaningOf({ kind }: MintFault, ask: MintAsk, at: number): MintEvent | null {
  if (ask !== 'make' && ask !== 'find-or-make') return null;
  if (kind === 'lost') return { kind };
  const forGood = kind === 'refused' || (kind === 'denied' && ask === 'make');
  return forGood ? { kind: 'refused', at } : { kind: 'not-done' };
}

function settle(
  context: Context,
  asked: MintOrderRow,
  { event: what, fault }: Outcome,
): Promise<void> {
  const { log, randomBytes } = context;
  if (fault) log.warn({ vendor: asked.vendor, reason: fault.message }, 'a vendor said no');
  return transact(context, async (work) => {
    await work.lockMember(asked.member_id);
    const row = await mintOrderRow(work.db, asked.member_id, asked.redemption_id);
    if (!row) throw new Error('a mint order is gone');
    const reason = fault?.message ?? row.fault;
    const moved = what ? await moveMint(work, { ...row, fault: reason }, what) : row;
    const order = toMintOrder(moved);
    // The lease ran out, or the order was ended meanwhile: then whoever moved it has set its time.
    if (row.due_at !== asked.due_at || moved.due_at === null) return;
    const failures = fault ? asked.failures + 1 : 0;
    const chance = (randomBytes(1)[0] ?? 0) / 255;
    const again = { failures, chance, atLeastMs: fault?.retryAfterMs ?? 0 };
    const due = fault
      ? work.at + againInMs(order, again)
      : (dueAfter(order, row.vendor, work.at) ?? work.at);
    // A live order must end in time, whether the vendor answers or not.
    const due_at = order.state === 'minted' ? Math.min(due, Math.max(work.at, row.ends_at)) : due;
    await changeMintOrder(work, row, { due_at, failures, fault: reason });
  });
}
