import { joiningRules } from '#domain/earning/occasion.ts';
import { addressKey } from '#domain/people/email-address.ts';
import { cause } from '#domain/points/ledger.ts';
import { Refused } from '#domain/refusal.ts';
import { membershipNumberFrom } from '#domain/scan/membership-number.ts';
import type { SignInRow } from '#server/storage/db/schema-sign-ins.ts';
import { goesOnAs, mergeByAddress } from '#server/storage/merges/merges.ts';
import { waitingFor } from '#server/storage/people/address-changes.ts';
import {
  addMember,
  changeMember,
  markProved,
  memberById,
  memberIdByAddress,
  memberIdByNumber,
} from '#server/storage/people/members.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { creditPoints } from '#server/usecases/points/change-points.ts';
import { giveForOccasion } from '#server/usecases/points/give-for-occasion.ts';
import { takeGift } from './gift-of-mailbox.ts';
import { keepReferral } from './invited.ts';
import { joiningGift } from './joining-gift.ts';

export interface JoinWish {
  readonly address: string;
  readonly firstName: string | null;
  readonly language: string;
  readonly storeId: string | null;
  /** False: an associate typed the address, and nobody has proved it yet. */
  readonly byMail: boolean;
}

/**
 * The member of a proved address. The first proof makes the member, if no till has, and gives the welcome points in the
 * same transaction. Nothing else is asked before they see their points.
 */
export async function joinOrFind(
  work: Work,
  row: Pick<SignInRow, 'language' | 'address' | 'address_key' | 'store_id'> &
    Partial<Pick<SignInRow, 'invitation'>>,
): Promise<string> {
  const { language, address, store_id: storeId } = row;
  const known = await memberIdByAddress(work.db, row.address_key);
  if (known !== undefined) await changeMember(work, known, { language });
  // A code that was mailed before the address was given up.
  const waits = known === undefined && (await waitingFor(work.db, row.address_key, work.at));
  // One that was mailed before the membership was merged.
  const merged = known === undefined && (await mergeByAddress(work.db, row.address_key));
  if (waits || merged) throw new Refused({ key: 'sign-in-ended' });
  const wish = { address, firstName: null, language, storeId, byMail: true };
  const memberId = known ?? (await joinInvited(work, wish, row.invitation ?? null));
  await prove(work, memberId, storeId);
  return memberId;
}

/** Somebody is invited only as they join: an invitation that a member follows changes nothing. */
async function joinInvited(work: Work, wish: JoinWish, invitation: string | null): Promise<string> {
  const { memberId, joined } = await join(work, wish);
  if (joined && invitation !== null) {
    await keepReferral(work, { id: memberId, address: wish.address }, invitation);
  }
  return memberId;
}

/**
 * Makes a member of an address, unless it has one, or had one that is part of another one now. The welcome points come when somebody proves the address.
 * @throws Refused `address-held` while the address waits for whom it belonged to until lately; `address-merged` where its
 * membership was merged in this moment
 */
export async function join(
  work: Work,
  wish: JoinWish,
): Promise<{ memberId: string; joined: boolean }> {
  const key = addressKey(wish.address);
  const merge = await mergeByAddress(work.db, key);
  // A till has somebody before it whose membership is part of another one now.
  if (merge && (await memberIdByAddress(work.db, key)) === undefined)
    return { memberId: await goesOnAs(work.db, merge.member_id), joined: false };
  const found = await addMember(work, key, {
    id: makeId(work.context),
    number: await freeNumber(work),
    address: wish.address,
    first_name: wish.firstName,
    language: wish.language,
    joined_at: work.at,
    joined_store_id: wish.storeId,
    proved_at: null,
    balance: 0,
    debt: 0,
    last_seq: 0,
    chain_head: null,
    chain_base: null,
  });
  if (found.joined) {
    // After it was claimed: another transaction may have given it up just before.
    if (await waitingFor(work.db, key, work.at)) throw new Refused({ key: 'address-held' });
    if (await mergeByAddress(work.db, key)) throw new Refused({ key: 'address-merged' });
    await recordEvent(work, {
      kind: 'member.joined',
      memberId: found.memberId,
      storeId: wish.storeId,
      data: { joinedByMail: wish.byMail },
    });
  }
  return found;
}

/** Marks a member's address as proved. The first time they get what the program gives for joining, once for a mailbox. */
export async function prove(work: Work, memberId: string, storeId: string | null): Promise<void> {
  if (await markProved(work, memberId, work.at)) await welcome(work, memberId, storeId);
}

async function welcome(work: Work, memberId: string, storeId: string | null): Promise<void> {
  const { welcomePoints: points, tiers } = work.program;
  const rules = joiningRules(work.program);
  if (points === 0 && rules.length === 0) return;
  await work.lockMember(memberId);
  const member = await memberById(work.db, memberId);
  if (!member) throw new Error('who has just proved an address is not there');
  // Who was enrolled at a till joined in its store, wherever they prove their address.
  const joinedAt = member.joined_store_id ?? storeId;
  if ((await joiningGift(work, joinedAt)) === 0 || !(await takeGift(work, member))) return;
  if (points > 0) {
    await creditPoints(work, {
      memberId,
      points,
      storeId,
      kind: 'accrual',
      cause: cause.welcome(),
      reason: { rule: 'welcome' },
      event: null,
    });
  }
  const [tier] = tiers;
  if (!tier) return;
  for (const rule of rules) {
    await giveForOccasion(work, { memberId, rule, occasion: 'once', storeId: joinedAt, tier });
  }
}

const triesAtMost = 20;

async function freeNumber(work: Work): Promise<string> {
  for (let tries = 0; tries < triesAtMost; tries += 1) {
    const number = membershipNumberFrom(work.context.randomBytes(6));
    if ((await memberIdByNumber(work.db, number)) === undefined) return number;
  }
  throw new Error('no free membership number: the space of numbers is nearly full');
}
