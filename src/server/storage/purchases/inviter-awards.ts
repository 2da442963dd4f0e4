import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { AwardRow } from '#server/storage/db/schema-purchases.ts';
import type { InviterDueRow } from '#server/storage/db/schema-referrals.ts';
import type { Tx } from '#server/storage/db/store.ts';

export async function addInviterDue(tx: Tx, row: InviterDueRow): Promise<void> {
  await tx.db.insertInto('inviter_dues').values(row).execute();
}

/**
 * Who has points for a friend's award, or has them due. One statement for both: what is due becomes points at any time,
 * and between two neither would be seen.
 */
export async function inviterFor(
  db: Kysely<Tables>,
  { member_id, rule_id, number }: AwardRow,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('awards')
    .select('member_id as inviter_id')
    .where('friend_id', '=', member_id)
    .where('rule_id', '=', rule_id)
    .where('friend_number', '=', number)
    .union((eb) =>
      eb
        .selectFrom('inviter_dues')
        .select('inviter_id')
        .where('friend_id', '=', member_id)
        .where('rule_id', '=', rule_id)
        .where('number', '=', number),
    )
    .executeTakeFirst();
  return row?.inviter_id;
}

/** Members to whom something may be due, after one of them, in the order of their ids. */
export async function invitersDue(
  db: Kysely<Tables>,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('inviter_dues')
    .select('inviter_id')
    .distinct()
    .where('inviter_id', '>', after)
    .orderBy('inviter_id')
    .limit(limit)
    .execute();
  return rows.map(({ inviter_id }) => inviter_id);
}

export function duesOf(db: Kysely<Tables>, inviterId: string): Promise<InviterDueRow[]> {
  return db
    .selectFrom('inviter_dues')
    .selectAll()
    .where('inviter_id', '=', inviterId)
    .orderBy('id')
    .execute();
}

export async function removeDues(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.db.deleteFrom('inviter_dues').where('id', 'in', ids).execute();
}

/** What a member got for friends, what was taken back included. */
export function inviterAwards(db: Kysely<Tables>, inviterId: string): Promise<AwardRow[]> {
  return db
    .selectFrom('awards')
    .selectAll()
    .where('member_id', '=', inviterId)
    .where('friend_id', 'is not', null)
    .execute();
}

/** The awards that friends of a member have for their own purchases, by the rule under which they joined. */
export function friendsAwards(db: Kysely<Tables>, inviterId: string): Promise<AwardRow[]> {
  return db
    .selectFrom('referrals')
    .innerJoin('awards', (join) =>
      join
        .onRef('awards.member_id', '=', 'referrals.member_id')
        .onRef('awards.rule_id', '=', 'referrals.rule_id'),
    )
    .selectAll('awards')
    .where('referrals.inviter_id', '=', inviterId)
    .where('awards.friend_id', 'is', null)
    .execute();
}

/** How many awards of each rule a member has, so that the next one gets its number. */
export async function awardCount(
  db: Kysely<Tables>,
  memberId: string,
  ruleId: string,
): Promise<number> {
  const { count } = await db
    .selectFrom('awards')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('member_id', '=', memberId)
    .where('rule_id', '=', ruleId)
    .executeTakeFirstOrThrow();
  return Number(count);
}
