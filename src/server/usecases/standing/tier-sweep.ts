import { changedAt } from '#domain/standing/standing.ts';
import type { TierSweepRow } from '#server/storage/db/schema-purchases.ts';
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

/** When members whose look failed are looked at again. */
const againMs = 10 * 60_000;

/** More failures than that are no matter of single members: the place stays until looks succeed. */
const missedAtMost = 1_000;

/**
 * After a change of terms, looks at the tiers of all members, some at a time, in the order of their ids. A process that
 * is killed leaves the place where it was, and looking twice changes nothing. A member whose look fails keeps nobody
 * waiting: they are passed over, and looked at again in a while, until it succeeds.
 * @param look looks at these members, and logs what fails
 * @returns how many it passed; 0: there is nothing to do now
 */
export async function sweepTiers(
  context: Context,
  limit: number,
  look: (memberIds: readonly string[]) => Promise<{ readonly failed: readonly string[] }>,
): Promise<number> {
  const work = await readWork(context);
  if (!work.program.tierRule) return 0;
  const beganAt = await termsBeganAt(work);
  const sweep = (await tierSweep(work.db, beganAt)) ?? notBegun(beganAt);
  if (sweep.done_at !== null) return 0;
  const members = await membersInOrder(work.db, sweep.after_member_id, limit);
  const next = members.map(({ id }) => id);
  const before = JSON.parse(sweep.missed) as string[]; // Written below.
  const again = next.length === 0 && sweep.again_at <= work.at ? before : [];
  if (next.length + again.length === 0 && before.length > 0) return 0;
  const { failed } = await look([...next, ...again]);
  const missed = again.length > 0 ? failed : [...before, ...failed];
  if (missed.length > missedAtMost) return 0;
  await transact(context, (own) =>
    putTierSweep(own, {
      began_at: beganAt,
      after_member_id: next.at(-1) ?? sweep.after_member_id,
      missed: JSON.stringify(missed),
      again_at: failed.length > 0 ? own.at + againMs : sweep.again_at,
      done_at: next.length < limit && missed.length === 0 ? own.at : null,
    }),
  );
  return next.length + again.length;
}

const notBegun = (beganAt: number): TierSweepRow => ({
  began_at: beganAt,
  after_member_id: '',
  missed: '[]',
  again_at: 0,
  done_at: null,
});
