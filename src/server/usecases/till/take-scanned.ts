import type { RedemptionRow } from '#server/storage/db/schema.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import type { AtTill } from '#server/usecases/passes/claim-pass.ts';
import { issuedByPass, takePass } from '#server/usecases/passes/take-pass.ts';
import type { ScanIn } from '#server/usecases/scan/find-handed-here.ts';
import { findVoucher, type NoPass } from '#server/usecases/scan/find-voucher.ts';
import { recogniseScan } from '#server/usecases/scan/recognise-scan.ts';
import { standIn } from '#server/usecases/vouchers/stand-in.ts';

/**
 * The redemption that was scanned, its member locked: a voucher that exists, or a pass, which is issued in this
 * transaction.
 * @throws Refused as `findVoucher` or `takePass`
 */
export async function takeScanned(work: Work, wish: ScanIn & AtTill): Promise<RedemptionRow> {
  const recognised = await recogniseScan(work, wish);
  if (recognised.kind !== 'pass') return lockScanned(work, recognised, wish.scanned);
  const { memberId, redemptionId } = await takePass(work, recognised.pass, wish);
  return standIn(work, { memberId, redemptionId });
}

/** The redemption that was scanned earlier, its member locked. A pass that was never issued is not issued now. */
export async function findScanned(work: Work, wish: ScanIn): Promise<RedemptionRow> {
  const recognised = await recogniseScan(work, wish);
  if (recognised.kind !== 'pass') return lockScanned(work, recognised, wish.scanned);
  const { memberId, redemptionId } = await issuedByPass(work, recognised.pass);
  await work.lockMember(memberId);
  return standIn(work, { memberId, redemptionId });
}

async function lockScanned(
  work: Work,
  recognised: NoPass,
  scanned: string,
): Promise<RedemptionRow> {
  const { memberId, redemptionId } = await findVoucher(work, recognised, scanned);
  await work.lockMember(memberId);
  return standIn(work, { memberId, redemptionId });
}
