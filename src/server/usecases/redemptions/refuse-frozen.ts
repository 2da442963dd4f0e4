import { frozenRefusal } from '#domain/program/frozen.ts';
import { type Refusal, refuseWhen } from '#domain/refusal.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { ReadWork, Work } from '#server/usecases/ground/work.ts';

/** Why what a member holds can't be used at a time; null: their membership was not frozen then. */
export async function frozenFor(
  { db, at }: ReadWork,
  memberId: string,
  usedAt = at,
): Promise<Refusal | null> {
  const member = await memberById(db, memberId);
  return frozenRefusal(member?.frozen_at ?? null, usedAt);
}

/** The caller has locked the member. @throws Refused `frozen` */
export const refuseFrozen = async (work: Work, memberId: string, usedAt?: number): Promise<void> =>
  refuseWhen(await frozenFor(work, memberId, usedAt));
