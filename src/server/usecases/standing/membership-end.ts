import { membershipTerms } from '#domain/membership/term.ts';
import { whetherToTell } from '#domain/messages/message.ts';
import type { MemberTierRow } from '#server/storage/db/schema-purchases.ts';
import { memberById } from '#server/storage/people/members.ts';
import { recipientOf } from '#server/storage/people/messages.ts';
import { membershipsOf, paidTermOf } from '#server/storage/purchases/memberships.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { ruledStanding } from './member-tier.ts';

/**
 * Whether the mail that a membership has ended tells a member of the tier that they leave: it was paid for, and they
 * leave it with the last day of its term. One event is one mail, in whatever order the clock looks at tiers and at
 * memberships. Not so where they would have kept the tier for longer, where the term was taken back, and for who wants
 * no mails about memberships.
 */
export async function isToldByMembership(
  work: Work,
  { member_id: memberId, tier_id: tierId, since }: MemberTierRow,
): Promise<boolean> {
  const { at, db, program } = work;
  const terms = membershipTerms((await membershipsOf(db, memberId)).map(paidTermOf));
  const last = terms.findLast(
    (one) => one.tierId === tierId && one.from < one.until && one.until <= at,
  );
  if (!last || last.until !== last.end || last.until <= since) return false;
  if ((await ruledStanding(work, memberId, last.until)).tier.id === tierId) return false;
  const member = await memberById(db, memberId);
  if (!member) return false;
  const recipient = { ...(await recipientOf(db, member, 'membership')), unasked: 0 };
  return !('withheld' in whetherToTell('membership', recipient, at, program));
}
