import { addressKey, readEmailAddress } from '#domain/people/email-address.ts';
import { readExternalId } from '#domain/people/external-id.ts';
import { sessionAtMostMs, sessionMs } from '#domain/people/session.ts';
import { type Coming, comingOf } from '#domain/points/lot.ts';
import type { Program } from '#domain/program/program.ts';
import type { Text } from '#domain/program/text.ts';
import { isMembershipNumber } from '#domain/scan/membership-number.ts';
import { typedDigits } from '#domain/scan/typed-digits.ts';
import type { MemberRow, RedemptionRow } from '#server/storage/db/schema.ts';
import type { MergeRow } from '#server/storage/db/schema-merges.ts';
import type { SessionRow } from '#server/storage/db/schema-sign-ins.ts';
import { mergedInto } from '#server/storage/merges/merges.ts';
import { memberIdByExternalId } from '#server/storage/people/external-ids.ts';
import {
  memberById,
  memberIdByAnyAddress,
  memberIdByNumber,
} from '#server/storage/people/members.ts';
import { liveSessions } from '#server/storage/people/sessions.ts';
import { latestRedemptions } from '#server/storage/vouchers/redemptions.ts';
import { openChange } from '#server/usecases/ground/address-waits.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { type ReadWork, readWork, transact } from '#server/usecases/ground/work.ts';
import { endSessionsInto } from '#server/usecases/sign-in/session.ts';
import { weighMember } from '#server/usecases/vouchers/weigh-situation.ts';

/** A member as support sees them: all that the member sees, and where it happened. */
export interface MemberFile {
  readonly program: Program;
  readonly member: MemberRow;
  /** Until when their address can be taken back from the one of before; null: it can't be. */
  readonly takenBackUntil: number | null;
  readonly tier: Text;
  /** What can be spent now; below zero while there is a debt. */
  readonly spendable: number;
  /** What can be spent later, by day. */
  readonly pending: readonly Coming[];
  /** The latest first. */
  readonly redemptions: readonly RedemptionRow[];
  readonly sessions: readonly SessionRow[];
  /** Memberships of theirs that were merged into this one, the earliest first. */
  readonly merged: readonly MergeRow[];
}

/** The member with this e-mail address, membership number, or number in another system (`shopify:5123`). @returns undefined when there is none */
export async function memberIdOfTyped(
  { store: { read } }: Context,
  typed: string,
): Promise<string | undefined> {
  const address = readEmailAddress(typed);
  if ('address' in address) return memberIdByAnyAddress(read, addressKey(address.address));
  const externalId = readExternalId(typed.trim());
  if (externalId) return memberIdByExternalId(read, externalId);
  const number = typedDigits(typed);
  return isMembershipNumber(number) ? memberIdByNumber(read, number) : undefined;
}

const redemptionsShown = 10;

/** Opens a member's file for support, and writes down that it was opened. */
export async function openMemberFile(context: Context, memberId: string): Promise<MemberFile> {
  await transact(context, (work) => recordAct(work, { act: 'member-found', memberId }));
  return readMemberFile(await readWork(context), memberId);
}

/** The same file, for a caller who has written down that it was opened. */
export async function readMemberFile(work: ReadWork, memberId: string): Promise<MemberFile> {
  const { at, db } = work;
  const member = await memberById(db, memberId);
  if (!member) throw new Error('a member was found and is not there');
  const standing = await weighMember(work, memberId);
  const since = { seen: at - sessionMs, created: at - sessionAtMostMs };
  const rows = await latestRedemptions(db, memberId, redemptionsShown);
  return {
    program: work.program,
    member,
    takenBackUntil: (await openChange(work, memberId))?.ends_at ?? null,
    tier: standing.tier.tier.name,
    spendable: standing.spendable,
    pending: comingOf(standing.lots, at),
    redemptions: rows,
    sessions: await liveSessions(db, memberId, since),
    merged: await mergedInto(db, memberId),
  };
}

/** Writes down that support reads a member's history. */
export const noteHistoryRead = (context: Context, memberId: string): Promise<void> =>
  transact(context, (work) => recordAct(work, { act: 'member-history-read', memberId }));

/** Signs a member out on every device, for a member who has lost a phone. @returns how many devices that were */
export const endMemberSessions = (context: Context, memberId: string): Promise<number> =>
  transact(context, async (work) => {
    const ended = await endSessionsInto(work, memberId, null);
    await recordAct(work, { act: 'sessions-ended', memberId, details: { ended } });
    return ended;
  });
