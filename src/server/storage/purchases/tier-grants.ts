import type { Kysely } from 'kysely';
import type { Grant } from '#domain/standing/grant.ts';
import { quietTopic } from '#server/storage/db/live.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { TierGrantRow } from '#server/storage/db/schema-purchases.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { type Buyers, ofBuyers } from './buyers.ts';

const asGrant = ({ tier_id, from_at, until_at }: TierGrantRow): Grant => ({
  tierId: tier_id,
  from: from_at,
  until: until_at,
});

/** The tiers that support gave a member, over or not. */
export async function grantsOf(db: Kysely<Tables>, memberId: string): Promise<Grant[]> {
  const rows = await db
    .selectFrom('tier_grants')
    .selectAll()
    .where('member_id', '=', memberId)
    .execute();
  return rows.map(asGrant);
}

/** The same of many members, by member. */
export async function grantsOfMembers(
  db: Kysely<Tables>,
  buyers: Buyers,
): Promise<Map<string, Grant[]>> {
  const rows = await db
    .selectFrom('tier_grants')
    .selectAll()
    .where(ofBuyers(buyers, 'tier_grants'))
    .execute();
  const byMember = Map.groupBy(rows, ({ member_id }) => member_id);
  return new Map([...byMember].map(([memberId, own]) => [memberId, own.map(asGrant)]));
}

/** Ends what a member was given and still has. @returns whether that was something */
export async function endGrants(tx: Tx, memberId: string, at: number): Promise<boolean> {
  const ended = await tx.db
    .updateTable('tier_grants')
    .set({ until_at: at })
    .where('member_id', '=', memberId)
    .where('until_at', '>', at)
    .returning('number')
    .execute();
  tx.tell(quietTopic(memberId));
  return ended.length > 0;
}

export async function addGrant(
  tx: Tx,
  memberId: string,
  { tierId, from, until }: Grant,
): Promise<void> {
  const { length } = await grantsOf(tx.db, memberId);
  tx.tell(quietTopic(memberId));
  await tx.db
    .insertInto('tier_grants')
    .values({
      member_id: memberId,
      number: length + 1,
      tier_id: tierId,
      from_at: from,
      until_at: until,
    })
    .execute();
}
