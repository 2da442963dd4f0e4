import type { Kysely } from 'kysely';
import type { MemberPin } from '#domain/people/member-pin.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { MemberPinRow } from '#server/storage/db/schema-counter.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** Undefined: the member has chosen none. */
export const memberPinOf = (
  db: Kysely<Tables>,
  memberId: string,
): Promise<MemberPinRow | undefined> =>
  db.selectFrom('member_pins').selectAll().where('member_id', '=', memberId).executeTakeFirst();

/** In the place of the one before. */
export async function putMemberPin(tx: Tx, row: MemberPinRow): Promise<void> {
  const { member_id: _key, ...change } = row;
  await tx.db
    .insertInto('member_pins')
    .values(row)
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet(change))
    .execute();
}

export async function changeMemberPin(
  tx: Tx,
  memberId: string,
  change: Partial<
    Pick<MemberPinRow, 'wrong_tries' | 'locked_until' | 'pin_hash' | 'key_fingerprint'>
  >,
): Promise<void> {
  await tx.db.updateTable('member_pins').set(change).where('member_id', '=', memberId).execute();
}

/** @returns false: there was none */
export async function dropMemberPin(tx: Tx, memberId: string): Promise<boolean> {
  const dropped = await tx.db
    .deleteFrom('member_pins')
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  return dropped.numDeletedRows > 0n;
}

export const toMemberPin = (row: MemberPinRow): MemberPin => ({
  usableAt: row.usable_at,
  wrongTries: row.wrong_tries,
  lockedUntil: row.locked_until,
});
