/** Why something can't be done with a membership that is paid for. */
export type MembershipRefusal =
  /** The member has none of it, or it is over. */
  | { key: 'membership-over' }
  /** The member has said that it is not to be renewed: nobody may charge for it. */
  | { key: 'membership-left' }
  /** The program sells no such tier at that time. */
  | { key: 'membership-not-sold'; tier: string }
  /** The id is of another one of this member. */
  | { key: 'membership-reused' };

export const membershipRefusals: Record<MembershipRefusal['key'], true> = {
  'membership-over': true,
  'membership-left': true,
  'membership-not-sold': true,
  'membership-reused': true,
};
