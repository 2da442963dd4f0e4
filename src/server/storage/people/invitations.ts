import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { InvitationRow, ReferralRow } from '#server/storage/db/schema-referrals.ts';
import type { Tx } from '#server/storage/db/store.ts';

export async function invitationOf(
  db: Kysely<Tables>,
  memberId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('invitations')
    .select('code')
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  return row?.code;
}

/** The member whose invitation it is. */
export async function inviterByCode(db: Kysely<Tables>, code: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('invitations')
    .select('member_id')
    .where('code', '=', code)
    .executeTakeFirst();
  return row?.member_id;
}

export async function addInvitation(tx: Tx, row: InvitationRow): Promise<void> {
  await tx.db.insertInto('invitations').values(row).execute();
}

export async function addReferral(tx: Tx, row: ReferralRow): Promise<void> {
  await tx.db.insertInto('referrals').values(row).execute();
}

/** By whose invitation a member joined; undefined: by none. */
export function referralOf(db: Kysely<Tables>, memberId: string): Promise<ReferralRow | undefined> {
  return db
    .selectFrom('referrals')
    .selectAll()
    .where('member_id', '=', memberId)
    .executeTakeFirst();
}

/**
 * How many friends joined by a member's invitation, for how many of them the member has points, and how many can still
 * buy enough.
 */
export async function friendsStanding(
  db: Kysely<Tables>,
  inviterId: string,
  at: number,
): Promise<{ readonly joined: number; readonly rewarded: number; readonly open: number }> {
  const friends = await db
    .selectFrom('referrals')
    .leftJoin('awards', (join) =>
      join
        .onRef('awards.member_id', '=', 'referrals.member_id')
        .onRef('awards.rule_id', '=', 'referrals.rule_id')
        .on('awards.friend_id', 'is', null)
        .on('awards.back_at', 'is', null),
    )
    .select((eb) => [
      eb.fn.countAll<number>().as('joined'),
      eb.fn
        .countAll<number>()
        .filterWhere('awards.number', 'is', null)
        .filterWhere('referrals.ends_at', '>', at)
        .as('open'),
    ])
    .where('referrals.inviter_id', '=', inviterId)
    .executeTakeFirstOrThrow();
  const { count } = await db
    .selectFrom('awards')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('member_id', '=', inviterId)
    .where('friend_id', 'is not', null)
    .where('back_at', 'is', null)
    .executeTakeFirstOrThrow();
  return { joined: Number(friends.joined), rewarded: Number(count), open: Number(friends.open) };
}
