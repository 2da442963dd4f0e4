import { limits } from '#domain/limit.ts';
import { readChosenPin } from '#domain/people/member-pin.ts';
import { frozenRefusal } from '#domain/program/frozen.ts';
import { tillInStore } from '#domain/program/gone.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import type { MemberPinRow } from '#server/storage/db/schema-counter.ts';
import { countAgainst } from '#server/storage/people/limits.ts';
import { dropMemberPin, memberPinOf, putMemberPin } from '#server/storage/people/member-pins.ts';
import { memberById } from '#server/storage/people/members.ts';
import { sessionById } from '#server/storage/people/sessions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { fingerprintsOf } from '#server/usecases/ground/fingerprint.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import { isLive, type Session } from '#server/usecases/sign-in/session.ts';
import { demandFresh, isFreshSession } from './fresh.ts';
import { tellOfPin } from './tell-of-pin.ts';

/** What the page of a member's PIN shows. */
export interface PinSteps {
  readonly address: string;
  /** Whether somebody has just signed in here by mail, so that a PIN may be chosen. */
  readonly fresh: boolean;
  readonly frozen: boolean;
  /** Null: there is none. */
  readonly pin: {
    readonly setAt: number;
    readonly usableAt: number;
    readonly lockedUntil: number;
    /** The store and till on whose screen it was chosen; null: in the profile. */
    readonly till: string | null;
  } | null;
}

/** @throws Refused `signed-out` when the member has left */
export async function viewPin(context: Context, session: Session): Promise<PinSteps> {
  const work = await readWork(context);
  const member = await memberById(work.db, session.memberId);
  if (!member || member.erased_at !== null) throw new Refused({ key: 'signed-out' });
  const row = await memberPinOf(work.db, member.id);
  return {
    address: member.address,
    fresh: await isFreshSession(context, session),
    frozen: member.frozen_at !== null,
    pin:
      row && isOurs(context, row)
        ? {
            setAt: row.set_at,
            usableAt: row.usable_at,
            lockedUntil: row.locked_until,
            till: row.till_id === null ? null : tillInStore(work.program, row.till_id),
          }
        : null,
  };
}

/**
 * Gives the member the PIN that they chose, in the place of the one before; a lock ends with it. The member is told by
 * mail.
 * @throws Refused `member-pin-form`, `member-pin-simple`, `sign-in-again`, `address-new`, `frozen`, `too-many-requests`
 */
export async function choosePin(context: Context, session: Session, typed: string): Promise<void> {
  const pin = readChosenPin(typed);
  await demandFresh(context, session);
  const hashed = await hashPin(context, pin);
  const { memberId } = session;
  await transact(context, async (work) => {
    const member = await lockPresent(work, memberId);
    const row = await sessionById(work.db, memberId, session.id);
    if (!row || !isLive(row, work.at)) throw new Refused({ key: 'signed-out' });
    refuseWhen(frozenRefusal(member.frozen_at, work.at));
    refuseWhen(await countAgainst(work, limits.memberPin, memberId, work.at));
    await putMemberPin(work, {
      ...newPin(work, member, hashed),
      place: 'profile',
      till_id: null,
      usable_at: work.at,
    });
    await tellOfPin(work, member, { what: 'set' });
    work.tell(memberTopic(memberId));
  });
  noteSecurity(context, 'member-pin-set', { memberId, by: 'member' });
}

/**
 * Ends a member's PIN, at once and for good; ending it again changes nothing. It asks for nothing, as freezing does: who
 * ends a PIN spends nothing by it. The member is told by mail.
 */
export async function endPin(
  context: Context,
  memberId: string,
  by: 'member' | 'support',
): Promise<void> {
  const done = await transact(context, async (work) => {
    const member = await lockPresent(work, memberId);
    if (!(await dropMemberPin(work, memberId))) return false;
    if (by === 'support') await recordAct(work, { act: 'pin-ended', memberId });
    await tellOfPin(work, member, { what: 'ended' });
    work.tell(memberTopic(memberId));
    return true;
  });
  if (done) noteSecurity(context, 'member-pin-ended', { memberId, by });
}

/** Whether a PIN is hashed under a key that is set: under no other key is any PIN the right one. */
export const isOurs = (
  { secrets }: Pick<Context, 'secrets'>,
  { key_fingerprint }: Pick<MemberPinRow, 'key_fingerprint'>,
): boolean => fingerprintsOf(secrets).includes(key_fingerprint);

interface Hashed {
  readonly pin_hash: string;
  readonly key_fingerprint: string;
}

/** The slow hash is computed before the transaction, so that nobody waits for it. */
export async function hashPin(context: Context, pin: string): Promise<Hashed> {
  const { secrets } = context;
  const [key_fingerprint = ''] = fingerprintsOf(secrets);
  return { pin_hash: await secrets.hashPin(pin, context.randomBytes(16)), key_fingerprint };
}

/** A PIN that was just chosen: no wrong try, no lock. */
export const newPin = (work: Work, { id }: MemberRow, hashed: Hashed) => ({
  member_id: id,
  ...hashed,
  set_at: work.at,
  wrong_tries: 0,
  locked_until: 0,
});
