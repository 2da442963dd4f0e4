import type { Voucher, Wallet } from '#contract/member.ts';

type Seen = readonly (Voucher | undefined)[];

/** The vouchers that can be scanned: the wallet's list, corrected by what was seen of each voucher since. */
export function liveIds(wallet: Wallet, seen: Seen): readonly string[] {
  const ids = new Set(wallet.vouchers.map(({ id }) => id));
  for (const voucher of seen) {
    if (voucher?.code) ids.add(voucher.id);
    else if (voucher) ids.delete(voucher.id);
  }
  return [...ids].sort();
}

/** Whether this member has used a voucher at a till. */
export function hasRedeemed(wallet: Wallet | undefined, seen: Seen): boolean {
  if (seen.some((voucher) => voucher?.state === 'redeemed')) return true;
  const open = new Set(wallet?.vouchers.map(({ id }) => id));
  // A line that gives points back is newer than the line that took them, so it comes first.
  for (const { what } of wallet?.history ?? []) {
    if (what.rule === 'give-back') open.add(what.redemptionId);
    if (what.rule === 'issue' && !open.has(what.redemptionId)) return true;
  }
  return false;
}
