import type { TillMember } from '#contract/till-members.ts';
import { digitGroups } from '#i18n/format.ts';

/** What a member is called at the till: by their name, or where they gave none by their number. */
export function MemberName({ member }: { member: TillMember }) {
  const { firstName, number } = member;
  return firstName ? <bdi>{firstName}</bdi> : <bdi dir="ltr">{digitGroups(number)}</bdi>;
}
