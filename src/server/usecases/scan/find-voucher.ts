import { profilesIn } from '#domain/program/profile-in-use.ts';
import type { Program } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { type Reading, readScan } from '#domain/scan/scan-payload.ts';
import { readVoucherCode } from '#domain/scan/voucher-code.ts';
import type { VoucherCodeRow } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';
import type { FoundCode } from '#server/storage/pools/pool-handouts.ts';
import { voucherByCode } from '#server/storage/vouchers/voucher-codes.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { findPoolCode } from '#server/usecases/pools/find-pool-code.ts';
import { keyOfCode } from '#server/usecases/vouchers/name-voucher.ts';
import { findHandedHere, type ScanIn } from './find-handed-here.ts';

/**
 * Whose voucher was scanned, whatever its store's bars carry and the scanner makes of them: by a code of ours,
 * or by one out of a pool that somebody was given.
 * In a store that has nothing but a pool, by that one first.
 * @throws Refused `code-damaged`, `code-not-ours` or `code-unknown`
 */
export async function findVoucher(
  tx: Pick<Tx, 'db'>,
  context: Context,
  program: Program,
  { scanned, storeId }: ScanIn,
): Promise<Omit<VoucherCodeRow, 'code_key'>> {
  const handedHere = await findHandedHere(tx, context, program, { scanned, storeId });
  if (handedHere) return keyOfHandout(handedHere);
  const find = (reading: Reading) => voucherByCode(tx.db, keyOfCode(context, reading));
  // Twelve digits as they are, first and without the stores' profiles: nearly every scan is that.
  const code = readVoucherCode(scanned);
  const plain = typeof code === 'string' ? await find({ kind: 'full', code }) : undefined;
  if (plain) return plain;
  const { readings, refusal } = readScan(scanned, profilesIn(program));
  for (const reading of readings) {
    const found = await find(reading);
    if (found) return found;
  }
  const handout = (await findPoolCode(tx, context, scanned))?.handout;
  if (handout) return keyOfHandout(handout);
  throw new Refused(readings.length > 0 ? { key: 'code-unknown' } : refusal);
}

const keyOfHandout = ({ memberId, redemptionId }: NonNullable<FoundCode['handout']>) => ({
  member_id: memberId,
  redemption_id: redemptionId,
});
