import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { MemberTierRow, TierSweepRow } from '#server/storage/db/schema-purchases.ts';
import type { NoticeWay } from '#server/storage/db/schema-sign-ins.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** What is on record of a member's tier; undefined: nothing yet. */
export function memberTierRow(
  db: Kysely<Tables>,
  memberId: string,
): Promise<MemberTierRow | undefined> {
  return db
    .selectFrom('member_tiers')
    .selectAll()
    .where('member_id', '=', memberId)
    .executeTakeFirst();
}

/** Writes what is on record now. The caller has locked the member. */
export async function putMemberTier(tx: Tx, row: MemberTierRow): Promise<void> {
  const { member_id: _, ...rest } = row;
  await tx.db
    .insertInto('member_tiers')
    .values(row)
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet(rest))
    .execute();
}

/** The clock looks at a member's tier no more. */
export async function forgetLook(tx: Tx, memberId: string): Promise<void> {
  await tx.db
    .updateTable('member_tiers')
    .set({ look_at: null })
    .where('member_id', '=', memberId)
    .execute();
}

/** Writes that a member was told of the end of their tier. */
export async function putTierTold(
  tx: Tx,
  memberId: string,
  told: { readonly of: number; readonly at: number; readonly by: NoticeWay },
): Promise<void> {
  await tx.db
    .updateTable('member_tiers')
    .set({ told_for: told.of, told_at: told.at, told_by: told.by })
    .where('member_id', '=', memberId)
    .execute();
}

/** How far all members were looked at under terms; undefined: nobody has begun. */
export function tierSweep(db: Kysely<Tables>, beganAt: number): Promise<TierSweepRow | undefined> {
  return db
    .selectFrom('tier_sweeps')
    .selectAll()
    .where('began_at', '=', beganAt)
    .executeTakeFirst();
}

/** Writes how far it is. What is done stays done, also if a slower process has looked at the same members. */
export async function putTierSweep(tx: Tx, row: TierSweepRow): Promise<void> {
  const { began_at: _, ...place } = row;
  await tx.db
    .insertInto('tier_sweeps')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('began_at').doUpdateSet(place).where('tier_sweeps.done_at', 'is', null),
    )
    .execute();
}
