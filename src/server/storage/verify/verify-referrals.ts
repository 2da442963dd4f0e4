import { sql, type Transaction } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { Finding } from './verify-member.ts';

/**
 * Checks that what members have for friends has its cause: an award of the friend that stands, or one whose return is
 * written down and not settled yet, and a friend who joined by this member's invitation, or has left.
 */
export async function referralFindings(trx: Transaction<Tables>): Promise<Finding[]> {
  const { rows } = await sql<Record<'member_id' | 'rule_id' | 'why', string> & { number: number }>`
    select own.member_id, own.rule_id, own.number,
      case when friend.member_id is null then 'the friend has no award'
        when friend.back_at is not null then 'the friend’s award was taken back'
        else 'the friend joined by another invitation' end as why
    from awards as own
    left join awards as friend on friend.member_id = own.friend_id
      and friend.rule_id = own.rule_id and friend.number = own.friend_number
      and friend.friend_id is null
    left join referrals on referrals.member_id = own.friend_id
    where own.friend_id is not null and own.back_at is null
      and (
        friend.member_id is null
        or (friend.back_at is not null and not exists (
          select 1 from inviter_dues where inviter_dues.inviter_id = own.member_id
            and inviter_dues.friend_id = own.friend_id and inviter_dues.rule_id = own.rule_id
            and inviter_dues.number = own.friend_number))
        or (referrals.member_id is not null and referrals.inviter_id <> own.member_id)
      )`.execute(trx);
  return rows.map(({ member_id, rule_id, number, why }) => ({
    memberId: member_id,
    about: 'rule' as const,
    detail: `award ${number} of rule ${rule_id} is for a friend: ${why}`,
  }));
}
