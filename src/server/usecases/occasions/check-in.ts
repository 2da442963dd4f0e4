import { checkInCodeMs, checkInRules, visitOf } from '#domain/earning/check-in.ts';
import { limits } from '#domain/limit.ts';
import type { CheckInRule } from '#domain/program/earning-rule.ts';
import type { Tier } from '#domain/program/program.ts';
import { type Refusal, Refused, refuseWhen } from '#domain/refusal.ts';
import { typedCode } from '#domain/scan/typed-digits.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import { countAgainst, refusalWhileFull } from '#server/storage/people/limits.ts';
import { visitPoints } from '#server/storage/points/occasions.ts';
import { putCheckInCode, spendCheckInCode } from '#server/storage/till/check-in-codes.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { countWrongTry } from '#server/usecases/ground/count-wrong-try.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { makeCode } from '#server/usecases/ground/make-id.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { giveForOccasion, occasionRoom } from '#server/usecases/points/give-for-occasion.ts';
import { tierOfMember } from '#server/usecases/standing/member-tier.ts';

interface Shower {
  readonly tillId: string;
  readonly storeId: string;
  readonly associateId: string;
}

/**
 * Makes the code by which an associate confirms that a member stands before them: for one member, for two minutes, and
 * in place of the one that the till showed before.
 * @throws Refused `check-in-not-here`, `too-many-requests`
 */
export function showCheckInCode(
  context: Context,
  { tillId, storeId, associateId }: Shower,
): Promise<{ code: string; until: number }> {
  return transact(context, async (work) => {
    const { at } = work;
    if (checkInRules(work.program, storeId).length === 0) {
      throw new Refused({ key: 'check-in-not-here' });
    }
    refuseWhen(await countAgainst(work, limits.checkInTill, tillId, at));
    const code = makeCode(context);
    const until = at + checkInCodeMs;
    await putCheckInCode(work, {
      till_id: tillId,
      store_id: storeId,
      ends_at: until,
      associate_id: associateId,
      code_hash: context.secrets.hash('check-in-code', `${storeId}/${code}`),
      used_at: null,
    });
    return { code, until };
  });
}

interface Visit {
  readonly memberId: string;
  /** Of the poster that was scanned lately; null: none, or of no store of ours. */
  readonly storeId: string | null;
  /** As typed. */
  readonly code: string;
}

const ofMember = [limits.checkIn, limits.checkInDay];

/**
 * Gives what a visit to a store gives, once a day there. A poster's address says only which store is meant, and anybody
 * can keep it; that the member is in the store is what the till's code says. Asked again on the same day it answers the
 * same, and uses no code up.
 * @returns the points of this visit
 * @throws Refused `check-in-not-here`, `check-in-none`, `check-in-code-wrong`, `too-many-requests`
 */
export async function checkIn(context: Context, visit: Visit): Promise<number> {
  // A refusal is thrown after the commit, because a wrong code counts.
  const outcome = await transact(context, (work) => checkInto(work, visit));
  if (typeof outcome !== 'number') throw new Refused(outcome);
  return outcome;
}

async function checkInto(work: Work, visit: Visit): Promise<number | Refusal> {
  const { memberId, storeId } = visit;
  await lockPresent(work, memberId);
  const rules = storeId === null ? [] : checkInRules(work.program, storeId);
  if (storeId === null || rules.length === 0) return { key: 'check-in-not-here' };
  const occasion = visitOf(storeId, work.at, work.program.timeZone);
  const had = await visitPoints(work.db, memberId, occasion);
  if (had > 0) return had;
  const { tier } = await tierOfMember(work, memberId);
  const here = { memberId, storeId, occasion, tier };
  const open = await thatGive(work, rules, here);
  if (open.length === 0) return { key: 'check-in-none' };
  const refusal = await codeRefusal(work, { memberId, storeId, code: visit.code });
  if (refusal) return refusal;
  let points = 0;
  for (const rule of open) points += await giveForOccasion(work, { ...here, rule });
  work.tell(memberTopic(memberId));
  return points;
}

/**
 * The rules that give something, asked before the code, so that none is used up for nothing. All are asked, because asking
 * holds what a rule gives to all members together: everybody holds that first and the code then.
 */
async function thatGive(
  work: Work,
  rules: readonly CheckInRule[],
  here: { memberId: string; storeId: string; occasion: string; tier: Tier },
): Promise<CheckInRule[]> {
  const open: CheckInRule[] = [];
  for (const rule of rules) {
    if ((await occasionRoom(work, { ...here, rule })) > 0) open.push(rule);
  }
  return open;
}

async function codeRefusal(
  work: Work,
  { memberId, storeId, code }: Visit & { readonly storeId: string },
): Promise<Refusal | null> {
  const { context, at } = work;
  const digits = typedCode(code);
  // A typing error takes no try away.
  if (digits === null) return { key: 'check-in-code-wrong' };
  for (const limit of ofMember) {
    const full = await refusalWhileFull(work.db, limit, memberId, at);
    if (full) return full;
  }
  const hashes = context.secrets.hashes('check-in-code', `${storeId}/${digits}`);
  if (await spendCheckInCode(work, { storeId, hashes, at })) return null;
  await countWrongTry(work, { memberId, security: 'check-in-guessed' }, ofMember);
  return { key: 'check-in-code-wrong' };
}
