import { endOfDayAfterMonths } from '#domain/calendar.ts';
import { cause } from '#domain/ledger.ts';
import { membershipNumberFrom } from '#domain/membership-number.ts';
import type { Context } from '#server/context.ts';
import { appendEntry } from '#server/storage/ledger-entries.ts';
import {
  addMember,
  changeMember,
  memberIdByAddress,
  memberIdByNumber,
} from '#server/storage/members.ts';
import type { SignInRow } from '#server/storage/schema.ts';
import type { Tx } from '#server/storage/store.ts';
import { currentProgram } from './current-program.ts';
import { makeId } from './make-id.ts';
import { recordEvent } from './record-event.ts';

/**
 * The member of a proved address. The first proof makes them one, with the welcome gift in the same
 * transaction; nothing else is asked of them to see their points.
 */
export async function joinOrFind(tx: Tx, context: Context, row: SignInRow): Promise<string> {
  const known = await memberIdByAddress(tx.db, row.address_key);
  if (known !== undefined) {
    await changeMember(tx, known, { language: row.language });
    return known;
  }
  const { memberId, joined } = await addMember(tx, row.address_key, {
    id: makeId(context),
    number: await freeNumber(tx, context),
    address: row.address,
    first_name: null,
    language: row.language,
    joined_at: context.now(),
    joined_store_id: row.store_id,
    balance: 0,
    debt: 0,
    last_seq: 0,
  });
  if (joined) {
    const data = { joinedByMail: true };
    await recordEvent(tx, context, {
      kind: 'member.joined',
      memberId,
      storeId: row.store_id,
      data,
    });
  }
  if (joined) await welcome(tx, context, memberId, row.store_id);
  return memberId;
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
