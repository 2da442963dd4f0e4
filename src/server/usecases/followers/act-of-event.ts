import type { Act, Actor } from '#domain/events/watch.ts';
import { oneMailboxKey } from '#domain/people/email-address.ts';
import type { KeptEvent } from '#server/storage/db/schema-events.ts';
import { memberById } from '#server/storage/people/members.ts';
import { awardNumbered } from '#server/storage/purchases/awards.ts';
import { purchaseById } from '#server/storage/purchases/purchases.ts';
import { associatesThen } from '#server/storage/till/associates.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/**
 * The fields that recordEvent writes for the kinds of events that the watch list looks at. A POS does not say who
 * stands at the till.
 */
interface Told {
  readonly associateId?: string | null;
  readonly tillId?: string;
  readonly by?: string;
  readonly redemptionId?: string;
  readonly purchaseId?: string;
  readonly returnId?: string;
  readonly adjustmentId?: string;
  readonly minor?: number;
  readonly points?: number;
  readonly entered?: Act['entered'];
  readonly claimed?: boolean;
  readonly rule?: string;
  readonly number?: number;
  readonly referral?: boolean;
}

/** What somebody did, read from the event. Null: nobody whom the rules watch did it. */
export async function actOf({ db }: ReadWork, event: KeptEvent): Promise<Act | null> {
  const told = JSON.parse(event.data) as Told; // Checked below, field by field.
  const { id: eventId, at, store_id: storeId, member_id: memberId } = event;
  if (event.kind === 'points.awarded') return friendOf(db, event, told);
  const actor = actorOf(event, told);
  if (!actor) return null;
  const act = { actor, eventId, at, storeId, memberId, subjectId: eventId, ...nothing };
  const { redemptionId, purchaseId, returnId, adjustmentId, minor = null, points = null } = told;
  switch (event.kind) {
    case 'redemption.redeemed': {
      if (!redemptionId) return null;
      const entered = told.entered ?? null;
      return { ...act, kind: 'redemption', subjectId: redemptionId, entered, points };
    }
    case 'redemption.reversed': {
      const row = memberId && redemptionId && (await redemptionRow(db, memberId, redemptionId));
      if (!row) return null;
      const redeemed = { redeemedAt: row.used_at, redeemedBy: row.associate_id, points };
      return { ...act, kind: 'reversal', subjectId: row.id, ...redeemed };
    }
    case 'purchase.reported':
      if (purchaseId && told.claimed) {
        const claimant = await claimantOf(db, event, actor);
        return { ...act, kind: 'claim', actor: claimant, subjectId: purchaseId, minor, points };
      }
      return purchaseId ? { ...act, kind: 'purchase', subjectId: purchaseId, minor, points } : null;
    case 'purchase.returned':
      return returnId ? { ...act, kind: 'return', subjectId: returnId, minor } : null;
    case 'points.adjusted':
    case 'points.given':
      return adjustmentId ? { ...act, kind: 'adjustment', subjectId: adjustmentId, points } : null;
    case 'member.looked-up':
      return { ...act, kind: 'look-up' };
    case 'associate.locked':
      return { ...act, kind: 'lock' };
    case 'till.guessed':
      return { ...act, kind: 'guesses' };
    default:
      return null;
  }
}

/**
 * The purchase of a friend that brought points to whoever invited them, as an act of the till or associate that reported
 * it, or of the member who invited, where they are an associate of that store. Null: no friend's.
 */
async function friendOf(
  db: ReadWork['db'],
  event: KeptEvent,
  { rule, number, referral }: Told,
): Promise<Act | null> {
  const { id: eventId, at, member_id: memberId } = event;
  if (!referral || memberId === null || rule === undefined || number === undefined) return null;
  const award = await awardNumbered(db, memberId, { ruleId: rule, number });
  const friendId = award?.friend_id;
  const purchase = friendId ? await purchaseById(db, friendId, award.purchase_id) : undefined;
  if (!purchase) return null;
  const { id: subjectId, till_id, store_id: storeId, associate_id, minor } = purchase;
  const reporter: Actor =
    associate_id === null ? { kind: 'till', id: till_id } : { kind: 'associate', id: associate_id };
  const actor = await claimantOf(db, { at, store_id: storeId, member_id: memberId }, reporter);
  return { actor, eventId, at, storeId, memberId, ...nothing, kind: 'friend', subjectId, minor };
}

/**
 * Who claimed a receipt, or invited who bought: an associate of its store, if it is their own membership; else it is an
 * act at its till.
 */
async function claimantOf(
  db: ReadWork['db'],
  { at, store_id: storeId, member_id: memberId }: Pick<KeptEvent, 'at' | 'store_id' | 'member_id'>,
  till: Actor,
): Promise<Actor> {
  const member = memberId === null ? undefined : await memberById(db, memberId);
  if (!member || storeId === null) return till;
  const mailbox = oneMailboxKey(member.address);
  const own = (await associatesThen(db, storeId, at)).find(
    ({ address_key: key }) => key !== null && oneMailboxKey(key) === mailbox,
  );
  return own ? { kind: 'associate', id: own.id } : till;
}

function actorOf({ kind }: KeptEvent, { associateId, tillId, by }: Told): Actor | null {
  if (associateId) return { kind: 'associate', id: associateId };
  if (kind === 'points.adjusted' || kind === 'points.given')
    return by ? { kind: 'support', id: by } : null;
  return tillId ? { kind: 'till', id: tillId } : null;
}

const nothing = { entered: null, minor: null, points: null, redeemedAt: null, redeemedBy: null };
