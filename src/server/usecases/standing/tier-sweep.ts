import { changedAt } from '#domain/standing/standing.ts';
import { membersInOrder } from '#server/storage/people/members.ts';
import { putTierSweep, tierSweep } from '#server/storage/purchases/member-tiers.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReadWork, readWork, transact } from '#server/usecases/ground/work.ts';
import { datedTerms } from './dated-terms.ts';

/** From when the terms of now decide tiers: each change is looked at once, for all members. */
export const termsBeganAt = async ({ context, db, at }: ReadWork): Promise<number> =>
  changedAt(await datedTerms(context.store, db, at), at);

/** Whether everybody was looked at since the terms changed last. */
export const isSweepDone = async (work: ReadWork): Promise<boolean> =>
  (await tierSweep(work.db, await termsBeganAt(work)))?.done_at != null;

/**
 * After a change of terms, looks at the tiers of all members, some at a time, in the order of their ids. A process that
 * is killed leaves the place where it was, and looking twice changes nothing. The place stays before the first member
 * whose look failed, so that the next round tries again.
 * @param look looks at these members
 * @returns how many it was now, up to the first that failed; 0: everybody was looked at, or that one failed again
 */
export async function sweepTiers(
  context: Context,
  limit: number,
  look: (memberIds: readonly string[]) => Promise<{ readonly failed: readonly string[] }>,
): Promise<number> {
  const work = await readWork(context);
  if (!work.program.tierRule) return 0;
  const beganAt = await termsBeganAt(work);
  const sweep = await tierSweep(work.db, beganAt);
  if (sweep?.done_at != null) return 0;
  const members = await membersInOrder(work.db, sweep?.after_member_id ?? '', limit);
  const memberIds = members.map(({ id }) => id);
  const { failed } = await look(memberIds);
  const looked = failed.length > 0 ? memberIds.findIndex((id) => failed.includes(id)) : undefined;
  const done = memberIds.slice(0, looked);
  await transact(context, (own) =>
    putTierSweep(own, {
      began_at: beganAt,
      after_member_id: done.at(-1) ?? sweep?.after_member_id ?? '',
      done_at: done.length === memberIds.length && done.length < limit ? own.at : null,
    }),
  );
  return done.length;
}
