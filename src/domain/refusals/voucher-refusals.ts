/** A till in its store, by the names for people and the ids for programs. */
type Place = { store: string; till: string; storeId: string; tillId: string };

/** Why a till can't act on what it scanned, or on a member's answer. */
export type VoucherRefusal =
  // Redemptions and what a till scans
  | { key: 'redemption-unknown' }
  /** The receipt number lets a program tell its own repeated request from somebody else's sale. */
  | ({ key: 'already-used'; at: number; receiptNumber: string } & Place)
  | ({ key: 'voucher-reserved'; until: number } & Place)
  /** A member can't cancel what they got for a full card: nothing would come back for it. */
  | { key: 'voucher-earned'; until: number }
  | { key: 'voucher-cancelled'; at: number }
  | { key: 'voucher-expired'; at: number }
  | { key: 'voucher-reversed'; at: number }
  | { key: 'not-redeemed' }
  | { key: 'id-taken' }
  | { key: 'code-damaged' }
  | { key: 'code-not-ours' }
  | { key: 'code-unknown' }
  // A pass, which a phone made without signal
  | { key: 'pass-unknown' }
  | { key: 'pass-late' }
  | { key: 'pass-revoked' }
  | { key: 'pass-spent' }
  | ({ key: 'pass-elsewhere' } & Place)
  | { key: 'pass-member' }
  | { key: 'reward-changed'; points: number }
  // A till's question to a member
  | { key: 'confirmation-unknown' }
  | { key: 'confirmation-over' }
  | { key: 'confirmation-declined' }
  | { key: 'confirmation-code-wrong'; left: number }
  | { key: 'pool-code' };

export const voucherRefusals: Record<VoucherRefusal['key'], true> = {
  'redemption-unknown': true,
  'already-used': true,
  'voucher-reserved': true,
  'voucher-earned': true,
  'voucher-cancelled': true,
  'voucher-expired': true,
  'voucher-reversed': true,
  'not-redeemed': true,
  'id-taken': true,
  'code-damaged': true,
  'code-not-ours': true,
  'code-unknown': true,
  'pass-unknown': true,
  'pass-late': true,
  'pass-revoked': true,
  'pass-spent': true,
  'pass-elsewhere': true,
  'pass-member': true,
  'reward-changed': true,
  'confirmation-unknown': true,
  'confirmation-over': true,
  'confirmation-declined': true,
  'confirmation-code-wrong': true,
  'pool-code': true,
};
