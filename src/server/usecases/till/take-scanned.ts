import type { RedemptionRow } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { ProgramInForce } from '#server/usecases/ground/current-program.ts';
import type { AtTill } from '#server/usecases/passes/claim-pass.ts';
import { issuedByPass, takePass } from '#server/usecases/passes/take-pass.ts';
import type { ScanIn } from '#server/usecases/scan/find-handed-here.ts';
import { findVoucher, type NoPass } from '#server/usecases/scan/find-voucher.ts';
import { recogniseScan } from '#server/usecases/scan/recognise-scan.ts';
import { standIn } from '#server/usecases/vouchers/stand-in.ts';

/**
 * What a till scanned, its member locked: a voucher, or a pass, which is issued in this transaction.
 * @throws Refused as `findVoucher` or `takePass`
 */
export async function takeScanned(
  tx: Tx,
  context: Context,
  inForce: ProgramInForce,
  wish: ScanIn & AtTill,
): Promise<RedemptionRow> {
  const recognised = await recogniseScan(tx, context, inForce.program, wish);
  if (recognised.kind !== 'pass') return lockScanned(tx, context, recognised, wish.scanned);
  const { memberId, redemptionId } = await takePass(tx, context, inForce, recognised.pass, wish);
  return standIn(tx, memberId, redemptionId);
}

/** The same of what has been scanned before: a pass that came to nothing is not issued for it. */
export async function findScanned(
  tx: Tx,
  context: Context,
  { program }: ProgramInForce,
  wish: ScanIn,
): Promise<RedemptionRow> {
  const recognised = await recogniseScan(tx, context, program, wish);
  if (recognised.kind !== 'pass') return lockScanned(tx, context, recognised, wish.scanned);
  const { memberId, redemptionId } = await issuedByPass(tx, context, recognised.pass);
  await context.store.lockMember(tx, memberId);
  return standIn(tx, memberId, redemptionId);
}

async function lockScanned(
  tx: Tx,
  context: Context,
  recognised: NoPass,
  scanned: string,
): Promise<RedemptionRow> {
  const { memberId, redemptionId } = await findVoucher(tx, context, recognised, scanned);
  await context.store.lockMember(tx, memberId);
  return standIn(tx, memberId, redemptionId);
}
