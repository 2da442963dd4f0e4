import { addressKey } from '#domain/people/email-address.ts';
import { cause } from '#domain/points/ledger.ts';
import { membershipNumberFrom } from '#domain/scan/membership-number.ts';
import { endOfDayAfterMonths } from '#domain/values/calendar.ts';
import type { SignInRow } from '#server/storage/db/schema-sign-ins.ts';
import type { Tx } from '#server/storage/db/store.ts';
import {
  addMember,
  changeMember,
  markProved,
  memberIdByAddress,
  memberIdByNumber,
} from '#server/storage/people/members.ts';
import { appendEntry } from '#server/storage/points/ledger-entries.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { currentProgram } from '#server/usecases/ground/current-program.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';

export interface JoinWish {
  readonly address: string;
  readonly firstName: string | null;
  readonly language: string;
  readonly storeId: string | null;
  /** False: an associate typed the address, and whose it is nobody knows yet. */
  readonly byMail: boolean;
}

/**
 * The member of a proved address. The first proof makes them one if no till has, and brings the welcome gift in
 * the same transaction; nothing else is asked of them to see their points.
 */
export async function joinOrFind(
  tx: Tx,
  context: Context,
  row: Pick<SignInRow, 'language' | 'address' | 'address_key' | 'store_id'>,
): Promise<string> {
  const { language, address, store_id: storeId } = row;
  const known = await memberIdByAddress(tx.db, row.address_key);
  if (known !== undefined) await changeMember(tx, known, { language });
  const wish = { address, firstName: null, language, storeId, byMail: true };
  const memberId = known ?? (await join(tx, context, wish)).memberId;
  await prove(tx, context, memberId, storeId);
  return memberId;
}

/** Makes an address a member's, unless it is one's already. Points come with the first proof of it. */
export async function join(
  tx: Tx,
  context: Context,
  wish: JoinWish,
): Promise<{ memberId: string; joined: boolean }> {
  const found = await addMember(tx, addressKey(wish.address), {
    id: makeId(context),
    number: await freeNumber(tx, context),
    address: wish.address,
    first_name: wish.firstName,
    language: wish.language,
    joined_at: context.now(),
    joined_store_id: wish.storeId,
    proved_at: null,
    balance: 0,
    debt: 0,
    last_seq: 0,
  });
  if (found.joined) {
    await recordEvent(tx, context, {
      kind: 'member.joined',
      memberId: found.memberId,
      storeId: wish.storeId,
      data: { joinedByMail: wish.byMail },
    });
  }
  return found;
}

/** Somebody has shown that a member's address is theirs: the first time, they get the welcome gift. */
export async function prove(
  tx: Tx,
  context: Context,
  memberId: string,
  storeId: string | null,
): Promise<void> {
  if (await markProved(tx, memberId, context.now())) await welcome(tx, context, memberId, storeId);
}

async function welcome(
  tx: Tx,
  context: Context,
  memberId: string,
  storeId: string | null,
): Promise<void> {
  const { program, version } = await currentProgram(tx.db);
  if (program.welcomePoints === 0) return;
  const at = context.now();
  await context.store.lockMember(tx, memberId);
  await appendEntry(tx, memberId, {
    kind: 'accrual',
    points: program.welcomePoints,
    draws: [{ lotId: cause.welcome(), points: program.welcomePoints }],
    cause: cause.welcome(),
    at,
    lotExpiresAt: endOfDayAfterMonths(at, program.pointsLastMonths, program.timeZone),
    redemptionId: null,
    purchaseId: null,
    storeId,
    reason: { rule: 'welcome' },
    programVersion: version,
  });
}

const triesAtMost = 20;

async function freeNumber(tx: Tx, context: Context): Promise<string> {
  for (let tries = 0; tries < triesAtMost; tries += 1) {
    const number = membershipNumberFrom(context.randomBytes(6));
    if ((await memberIdByNumber(tx.db, number)) === undefined) return number;
  }
  throw new Error('no free membership number: the space of numbers is nearly full');
}
