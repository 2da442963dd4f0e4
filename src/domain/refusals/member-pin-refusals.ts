/** Why a member's PIN is not taken, or can't be chosen. */
export type MemberPinRefusal =
  /** `left`: how many more tries before it is locked. */
  | { key: 'member-pin-wrong'; left: number }
  /** Too many wrong ones; `at`: until when none is taken, also the right one. */
  | { key: 'member-pin-locked'; at: number }
  /** The member has chosen none. */
  | { key: 'member-pin-none' }
  /** It was chosen at a till a short time ago; `at`: from when it is taken. */
  | { key: 'member-pin-early'; at: number }
  /** Not four digits. */
  | { key: 'member-pin-form' }
  /** One of those that people guess first. */
  | { key: 'member-pin-simple' }
  /** A till can't change a PIN that is there. */
  | { key: 'member-pin-kept' }
  /** Mail to the member comes back, so that nobody could tell them of a PIN that a till chooses. */
  | { key: 'member-pin-untold' };

export const memberPinRefusals: Record<MemberPinRefusal['key'], true> = {
  'member-pin-wrong': true,
  'member-pin-locked': true,
  'member-pin-none': true,
  'member-pin-early': true,
  'member-pin-form': true,
  'member-pin-simple': true,
  'member-pin-kept': true,
  'member-pin-untold': true,
};
