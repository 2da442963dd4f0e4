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

/** The first of what is due to a member. */
export function duesOf(
  db: Kysely<Tables>,
  inviterId: string,
  limit: number,
): Promise<InviterDueRow[]> {
  return db
    .selectFrom('inviter_dues')
    .selectAll()
    .where('inviter_id', '=', inviterId)
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function removeDues(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.db.deleteFrom('inviter_dues').where('id', 'in', ids).execute();
}

/** The awards that some people, perhaps gone by now, have for their own purchases by some rules. */
export function friendsAwards(
  db: Kysely<Tables>,
  { friendIds, ruleIds }: Readonly<Record<'friendIds' | 'ruleIds', readonly string[]>>,
): Promise<AwardRow[]> {
  return db
    .selectFrom('awards')
    .selectAll()
    .where('member_id', 'in', friendIds)
    .where('rule_id', 'in', ruleIds)
    .where('friend_id', 'is', null)
    .execute();
}

/** What a person got for some friends, what was taken back included. @param inviterIds all their memberships */
export function givenFor(
  db: Kysely<Tables>,
  inviterIds: readonly string[],
  friendIds: readonly string[],
): Promise<AwardRow[]> {
  return db
    .selectFrom('awards')
    .selectAll()
    .where('member_id', 'in', inviterIds)
    .where('friend_id', 'in', friendIds)
    .execute();
}

/** What a rule gives for, from an instant to another one; null: without end. */
export interface OfPeriod {
  readonly ruleId: string;
  readonly startedAt: number;
  readonly endsAt: number | null;
}

/**
 * What a person has for friends who bought within a period; never many more than a limit allows.
 * @param inviterIds all their memberships
 */
export function standingFor(
  db: Kysely<Tables>,
  inviterIds: readonly string[],
  { ruleId, startedAt, endsAt }: OfPeriod,
): Promise<AwardRow[]> {
  return db
    .selectFrom('awards')
    .selectAll()
    .where('member_id', 'in', inviterIds)
    .where('rule_id', '=', ruleId)
    .where('friend_id', 'is not', null)
    .where('back_at', 'is', null)
    .where('at', '>=', startedAt)
    .$if(endsAt !== null, (query) => query.where('at', '<', endsAt))
    .execute();
}

/** The earliest awards of a person's friends within a period for which nothing was given. @param inviterIds all their memberships */
export function friendsWaiting(
  db: Kysely<Tables>,
  inviterIds: readonly string[],
  { ruleId, startedAt, endsAt }: OfPeriod,
  limit: number,
): Promise<AwardRow[]> {
  return db
    .selectFrom('referrals')
    .innerJoin('awards', (join) =>
      join
        .onRef('awards.member_id', '=', 'referrals.member_id')
        .onRef('awards.rule_id', '=', 'referrals.rule_id'),
    )
    .leftJoin('awards as given', (join) =>
      join
        .on('given.friend_id', 'is not', null)
        .onRef('given.friend_id', '=', 'awards.member_id')
        .onRef('given.rule_id', '=', 'awards.rule_id')
        .onRef('given.friend_number', '=', 'awards.number'),
    )
    .selectAll('awards')
    .where('referrals.inviter_id', 'in', inviterIds)
    .where('referrals.rule_id', '=', ruleId)
    .where('awards.friend_id', 'is', null)
    .where('awards.back_at', 'is', null)
    .where('given.member_id', 'is', null)
    .where('awards.at', '>=', startedAt)
    .$if(endsAt !== null, (query) => query.where('awards.at', '<', endsAt))
    .orderBy('awards.at')
    .orderBy('awards.member_id')
    .limit(limit)
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
