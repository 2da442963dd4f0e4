/** Why two memberships can't be made one. What is wrong with the other one is told only to who has proved its mailbox. */
export type MergeRefusal =
  /** `left`: how many more tries the code has. */
  | { key: 'merge-code-wrong'; left: number }
  /** Too old, mistyped too often, or asked for on another device. */
  | { key: 'merge-code-over' }
  /** It is the member's own address. */
  | { key: 'merge-same' }
  /** No membership has the address. */
  | { key: 'merge-nobody' }
  /** The mailboxes were proved too long ago. */
  | { key: 'merge-late' }
  /** What support had begun is over: another form, support or time has ended it. */
  | { key: 'merge-offer-over' }
  /** One of both is frozen. */
  | { key: 'merge-frozen' }
  /** The other one's address was changed lately, and can be taken back; `at`: until when. */
  | { key: 'merge-moved'; at: number }
  /** The other one has vouchers that can be used, or barcodes that a shop has yet to settle. */
  | { key: 'merge-vouchers'; count: number }
  /** The other one has paid for a tier whose time runs, or begins later; `at`: when it is over. */
  | { key: 'merge-paid'; at: number }
  /** Nobody joins at an address whose membership was merged: its member signs in with the other one. */
  | { key: 'address-merged' };

export const mergeRefusals: Record<MergeRefusal['key'], true> = {
  'merge-code-wrong': true,
  'merge-code-over': true,
  'merge-same': true,
  'merge-nobody': true,
  'merge-late': true,
  'merge-offer-over': true,
  'merge-frozen': true,
  'merge-moved': true,
  'merge-vouchers': true,
  'merge-paid': true,
  'address-merged': true,
};
