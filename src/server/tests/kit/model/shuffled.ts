// Histories, each told to the server twice: in order, and shuffled with repetitions.
import assert from 'node:assert/strict';
import { newId } from '#server/tests/kit/counter.ts';
import { joinDirectly, joinedLongAgo } from '#server/tests/kit/join-directly.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { myInvitation } from '#server/usecases/occasions/my-invitation.ts';
import { lookAtPoints } from '#server/usecases/points/expire-points.ts';
import { noteShown } from '#server/usecases/points/notices.ts';
import { reportPurchase } from '#server/usecases/purchases/report-purchase.ts';
import { reportReturn } from '#server/usecases/purchases/report-return.ts';
import { rewardInviters } from '#server/usecases/purchases/reward-inviters.ts';
import { eur } from './goods.ts';
import { historyDays, historyOf, occasionsOf, randomFrom, shuffled, type Told } from './history.ts';
import { spendSome } from './spend-some.ts';
import { tellOccasion } from './tell-occasion.ts';
import type { World } from './worlds.ts';

const day = 24 * 60 * 60_000;

const place = { tillId: 'main-1', storeId: 'main', associateId: null, language: 'en', once: null };

/** Of another store than the one that sold. */
const elsewhere = { ...place, tillId: 'harbour-1', storeId: 'harbour' };

/** How the receipts of returns begin, and of the goods that were taken in exchange. */
const exchange = '-back-';

/** A member, and how a test names the receipts of their purchases. */
interface Teller {
  readonly memberId: string;
  readonly name: string;
  /** Who brought them; null: nobody. */
  readonly inviterId: string | null;
}

async function tell(
  context: Context,
  { memberId, name }: Pick<Teller, 'memberId' | 'name'>,
  told: Told,
): Promise<void> {
  if (told.what === 'return') {
    const { n, of, at: returnedAt, lines, forMinor } = told;
    const taken = forMinor === null ? null : { total: eur(forMinor), taxesMinor: 0, lines: [] };
    const report = {
      receiptNumber: `${name}${exchange}${n}`,
      returnedAt,
      purchase: { tillId: place.tillId, storeId: null, receiptNumber: `${name}-${of}` },
      content: { back: { what: 'lines' as const, lines }, exchange: taken },
    };
    await reportReturn(context, n % 2 === 0 ? place : elsewhere, report, () => ({}));
    return;
  }
  if (told.what !== 'sale') return tellOccasion(context, { memberId, name }, told);
  const minor = told.lines.reduce((sum, line) => sum + line.minor, 0);
  const gift = Math.floor((minor * told.gift) / 100);
  const tenders = [
    { kind: 'gift', minor: gift },
    { kind: 'cash', minor: minor - gift },
  ];
  const report = {
    receiptNumber: `${name}-${told.n}`,
    member: { memberId },
    soldAt: told.at,
    basket: { total: eur(minor), taxesMinor: 0, lines: told.lines, tenders, redemptions: [] },
  };
  await reportPurchase(context, place, report, () => ({}));
}

async function newTeller(context: Context, { brought }: Partial<World>): Promise<Teller> {
  const name = newId();
  const inviterId = brought ? await joinDirectly({ context }, `inviter-${name}@example.com`) : null;
  const invitation = inviterId === null ? null : await myInvitation(context, inviterId);
  const memberId = await joinDirectly({ context }, `teller-${name}@example.com`, invitation);
  await joinedLongAgo({ context }, { id: memberId });
  return { name, memberId, inviterId };
}

/**
 * Everything that must be the same: each purchase by its receipt with its lot, the awards, and what the member holds. An
 * award has no lot here: it ends by the sale that was the last to be reported for it. Nor has an exchange a tier: it keeps
 * that of the old goods as it was when it was made (decision 047).
 */
async function endOf({ store }: Context, { memberId, name, inviterId }: Teller) {
  const purchases = await store.read
    .selectFrom('purchases')
    .select(['id', 'receipt_number', 'tier_id', 'points', 'counted', 'counted_back'])
    .where('member_id', '=', memberId)
    .execute();
  const lots = await store.read
    .selectFrom('lots')
    .select(['id', 'remaining', 'expires_at', 'available_at'])
    .where('member_id', '=', memberId)
    .execute();
  const lotOf = new Map(lots.map(({ id, ...lot }) => [id, lot]));
  const member = await heldBy(store, memberId);
  // What was earned without buying; an apology is named by its member's history.
  const occasions = lots
    .filter(({ id }) => id.startsWith('occasion:'))
    .map(({ id, ...lot }) => ({ id: id.replace(name, ''), ...lot }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const awards = await store.read
    .selectFrom('awards')
    .select(['rule_id', 'within', 'points'])
    .where('member_id', '=', memberId)
    .where('back_at', 'is', null)
    .orderBy('rule_id')
    .orderBy('within')
    .execute();
  const rows = purchases.map(({ id, receipt_number, tier_id, ...row }) => {
    const { remaining = 0, ...lot } = lotOf.get(`purchase:${id}`) ?? {};
    // A lot that was opened and emptied again is as good as none.
    const left = remaining > 0 ? { ...lot, remaining } : null;
    const receipt = receipt_number.slice(name.length);
    return { receipt, tier: receipt.startsWith(exchange) ? null : tier_id, ...row, left };
  });
  return {
    ...member,
    awards,
    occasions,
    inviter: inviterId === null ? null : await heldBy(store, inviterId),
    purchases: rows.sort((a, b) => (a.receipt < b.receipt ? -1 : 1)),
  };
}

const heldBy = ({ read }: Context['store'], memberId: string) =>
  read
    .selectFrom('members')
    .select(['balance', 'debt'])
    .where('id', '=', memberId)
    .executeTakeFirstOrThrow();

export interface Played {
  readonly seed: number;
  readonly inOrder: Teller;
  readonly inAnyOrder: Teller;
  /** How many reports the server was told, repetitions included. */
  readonly reports: number;
}

/**
 * Tells one history in order to one member, and shuffled with repetitions to another.
 * @throws AssertionError when they do not end with the same balance, lots and tiers
 */
export async function playHistory(
  context: Context,
  seed: number,
  world: Pick<World, 'exchanges' | 'occasions' | 'brought' | 'spends'>,
): Promise<Played> {
  const random = randomFrom(seed * 7_919 + 1);
  const from = context.now() - historyDays * day;
  const told = [
    ...historyOf(random, from, world.exchanges === true),
    ...(world.occasions ? occasionsOf(random, from, world.occasions) : []),
  ];
  const mixed = shuffled(random, told);
  const [inOrder, inAnyOrder] = [await newTeller(context, world), await newTeller(context, world)];
  for (const one of told) await tell(context, inOrder, one);
  for (const one of mixed) {
    await tell(context, inAnyOrder, one);
    // The clock may look between any two reports.
    if (world.brought && random(12) === 0) await rewardInviters(context);
  }
  if (world.brought) await rewardInviters(context);
  const played = { seed, inOrder, inAnyOrder, reports: told.length + mixed.length };
  await sameEnd(context, played);
  if (world.spends) {
    for (const { memberId } of [inOrder, inAnyOrder]) await spendSome(context, memberId, seed);
    await sameHeld(context, played);
  }
  return played;
}

async function sameEnd(context: Context, { seed, inOrder, inAnyOrder }: Played): Promise<void> {
  const [expected, found] = [await endOf(context, inOrder), await endOf(context, inAnyOrder)];
  assert.deepEqual(found, expected, `history ${seed}`);
}

/** From which lots was spent is not compared: which comes first depends on the end of an award's lot. */
async function sameHeld({ store }: Context, { seed, ...played }: Played): Promise<void> {
  const [expected, found] = [
    await heldBy(store, played.inOrder.memberId),
    await heldBy(store, played.inAnyOrder.memberId),
  ];
  assert.deepEqual(found, expected, `history ${seed}, after rewards`);
}

/** Tells the members of what ends. */
export async function showEnds(context: Context, played: readonly Played[]): Promise<void> {
  for (const { inOrder, inAnyOrder } of played) {
    for (const { memberId } of [inOrder, inAnyOrder]) await noteShown(context, memberId);
  }
}

/** Ends what has ended by now. @throws AssertionError when the members of a history keep another balance or other lots */
export async function endPoints(context: Context, played: readonly Played[]): Promise<void> {
  for (const one of played) {
    const both = [one.inOrder.memberId, one.inAnyOrder.memberId];
    while ((await lookAtPoints(context, both)) > 0) {}
    await sameEnd(context, one);
  }
}
