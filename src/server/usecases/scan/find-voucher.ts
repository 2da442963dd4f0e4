import { Refused } from '#domain/refusal.ts';
import type { Pass } from '#domain/scan/pass-payload.ts';
import { voucherByCode } from '#server/storage/vouchers/voucher-codes.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { findPoolCode } from '#server/usecases/pools/find-pool-code.ts';
import { keysOfCode } from '#server/usecases/vouchers/name-voucher.ts';
import type { Found } from '#server/usecases/vouchers/stand-in.ts';
import type { Recognised } from './recognise-scan.ts';

/** A scan that is not a pass: passes are not found here, they are taken by `takePass`. */
export type NoPass = Exclude<Recognised, { readonly pass: Pass }>;

/**
 * The voucher that was scanned, whatever its store's barcode carries and the scanner adds: by one of our codes, or by a
 * pool's code that somebody was given.
 * @throws Refused `code-damaged`, `code-not-ours` or `code-unknown`
 */
export async function findVoucher(
  work: ReadWork,
  recognised: NoPass,
  scanned: string,
): Promise<Found> {
  if (recognised.kind === 'handed') return recognised;
  if (recognised.kind === 'damaged-pass') throw new Refused({ key: 'code-damaged' });
  if (recognised.kind === 'code') {
    for (const reading of recognised.readings) {
      const found = await voucherByCode(work.db, keysOfCode(work.context, reading));
      if (found) return { memberId: found.member_id, redemptionId: found.redemption_id };
    }
  }
  const handout = (await findPoolCode(work, scanned))?.handout;
  if (handout) return handout;
  throw new Refused({ key: unfound[recognised.kind] });
}

/** The refusal for each form of text that led to no voucher. */
const unfound = {
  code: 'code-unknown',
  'damaged-code': 'code-damaged',
  // Our vouchers never have ten digits, right or wrong.
  number: 'code-not-ours',
  'damaged-number': 'code-not-ours',
  foreign: 'code-not-ours',
} as const;
