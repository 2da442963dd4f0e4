import type { AdminMember, ExternalIdView } from '#contract/admin/admin-answers.ts';
import { limits } from '#domain/limit.ts';
import { type ExternalId, externalIdsAtMost } from '#domain/people/external-id.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import {
  addExternalId,
  externalIdsOf,
  removeExternalId,
} from '#server/storage/people/external-ids.ts';
import { countUp, refusalWhileFull } from '#server/storage/people/limits.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { type ReadWork, readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import type { Administrator } from '#server/usecases/pools/admin-key.ts';
import {
  memberIdKnown,
  memberIdNamed,
  memberIdOfAddress,
  memberIdOfExternalId,
} from '#server/usecases/scan/find-named.ts';

type Source = 'api' | 'support';

/** Whom an administrator's program looks for: exactly one of them. */
export interface NamedWish {
  /** A membership number, the member's id, or `SOURCE:ID`. */
  readonly member?: string;
  readonly email?: string;
  readonly externalId?: ExternalId;
}

/**
 * Finds a member for an administrator's program. It says which member it is and no more: neither name nor address.
 * @throws Refused `member-unknown`, `address-invalid`, `request-invalid` unless exactly one is given; `too-many-requests`
 */
export async function lookUpMember(
  context: Context,
  administrator: Administrator,
  wish: NamedWish,
): Promise<AdminMember> {
  const work = await readWork(context);
  const memberId = await memberIdWished(work, administrator, wish);
  const member = await memberById(work.db, memberId);
  if (!member) throw new Error('a member was found and is not there');
  return {
    memberId,
    number: member.number,
    joinedAt: new Date(member.joined_at).toISOString(),
    externalIds: await viewsOf(work, memberId),
  };
}

async function memberIdWished(
  work: ReadWork,
  administrator: Administrator,
  { member, email, externalId }: NamedWish,
): Promise<string> {
  const named = [member, email, externalId].filter((one) => one !== undefined).length;
  if (named !== 1) {
    const detail = 'exactly one of member, email, externalId';
    throw new Refused({ key: 'request-invalid', pointer: '', detail });
  }
  if (externalId) return memberIdOfExternalId(work, externalId);
  if (email !== undefined) return memberIdOfEmail(work, administrator, email);
  return memberIdNamed(work, member ?? '');
}

/**
 * Each address of nobody is counted, and while a key has asked for too many, it is answered for none: it would go through
 * a list to see who is a member.
 */
async function memberIdOfEmail(
  work: ReadWork,
  { adminKeyId }: Administrator,
  email: string,
): Promise<string> {
  const { context, db, at } = work;
  const limit = limits.wrongAddressKey;
  refuseWhen(await refusalWhileFull(db, limit, adminKeyId, at));
  try {
    return await memberIdOfAddress(work, email);
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.key !== 'member-unknown') throw error;
    const { atMost, windowMs } = limit;
    const { count, retryAfterMs } = await transact(context, (tx) =>
      countUp(tx, limit, adminKeyId, at),
    );
    if (count === atMost) {
      const said = { adminKeyId, limit: atMost, minutes: windowMs / 60_000 };
      noteSecurity(context, 'member-lookup-limited', said);
    }
    // Those that were asked for at once are answered no more than one after the other.
    if (count > atMost) throw new Refused({ key: 'too-many-requests', retryAfterMs });
    throw error;
  }
}

/**
 * Notes what another system calls a member. The same again changes nothing.
 * @param member a membership number, the member's id, or `SOURCE:ID` of another system
 * @throws Refused `member-unknown`, `external-id-taken`, `external-ids-full`
 */
export const giveExternalId = (
  context: Context,
  wish: { readonly member: string; readonly externalId: ExternalId },
  by: Source,
): Promise<ExternalIdView[]> =>
  transact(context, async (work) => {
    const memberId = await lockNamed(work, wish.member);
    await externalIdInto(work, memberId, wish.externalId);
    await noteAct(work, { act: 'external-id-given', memberId, by, source: wish.externalId.source });
    return viewsOf(work, memberId);
  });

/** The same inside an act that has locked the member. @returns whether it is new */
export async function externalIdInto(
  work: Work,
  memberId: string,
  { source, id }: ExternalId,
): Promise<boolean> {
  const had = await externalIdsOf(work.db, memberId);
  if (had.some((one) => one.source === source && one.external_id === id)) return false;
  if (had.length >= externalIdsAtMost)
    throw new Refused({ key: 'external-ids-full', limit: externalIdsAtMost });
  const row = { member_id: memberId, source, external_id: id, at: work.at };
  if (await addExternalId(work, row)) return true;
  throw new Refused({ key: 'external-id-taken', source });
}

/**
 * Takes an id of another system off a member. One that they don't have changes nothing.
 * @throws Refused `member-unknown`
 */
export const takeExternalId = (
  context: Context,
  wish: { readonly member: string; readonly externalId: ExternalId },
  by: Source,
): Promise<ExternalIdView[]> =>
  transact(context, async (work) => {
    const memberId = await lockNamed(work, wish.member);
    const { source } = wish.externalId;
    if (await removeExternalId(work, memberId, wish.externalId))
      await noteAct(work, { act: 'external-id-removed', memberId, by, source });
    return viewsOf(work, memberId);
  });

/** @throws Refused `member-unknown` */
export async function listExternalIds(context: Context, member: string): Promise<ExternalIdView[]> {
  const work = await readWork(context);
  return viewsOf(work, await memberIdNamed(work, member));
}

async function lockNamed(work: Work, member: string): Promise<string> {
  const memberId = await memberIdNamed(work, member);
  await work.lockMember(memberId);
  // Who leaves just then is found by nothing, and gets nothing.
  return memberIdKnown(work, memberId);
}

const viewsOf = async ({ db }: ReadWork, memberId: string): Promise<ExternalIdView[]> =>
  (await externalIdsOf(db, memberId)).map(({ source, external_id, at }) => ({
    source,
    id: external_id,
    since: new Date(at).toISOString(),
  }));

interface Noted {
  readonly act: 'external-id-given' | 'external-id-removed';
  readonly memberId: string;
  readonly by: Source;
  readonly source: string;
}

/** What a person did by hand is on record, without the id: acts stay when the member leaves. */
async function noteAct(work: Work, { act, memberId, by, source }: Noted): Promise<void> {
  if (by === 'support') await recordAct(work, { act, memberId, details: { source } });
}
