import type { TillMember } from '#contract/till-members.ts';
import { digitGroups } from '#i18n/format.ts';

/** A member's name at the till: the first name, or the number if they gave none. */
export function MemberName({ member }: { member: TillMember }) {
  const { firstName, number } = member;
  return firstName ? <bdi>{firstName}</bdi> : <bdi dir="ltr">{digitGroups(number)}</bdi>;
}
