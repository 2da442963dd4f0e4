import { profilesIn } from '#domain/program/profile-in-use.ts';
import type { Program } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { type Reading, readScan } from '#domain/scan/scan-payload.ts';
import type { ScannerProfile } from '#domain/scan/scanner-profile.ts';
import { type ShortCode, shortCodeFrom } from '#domain/scan/short-code.ts';
import { readVoucherCode, type VoucherCode, voucherCodeFrom } from '#domain/scan/voucher-code.ts';
import type { RedemptionRow, VoucherCodeRow } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';
import type { FoundCode } from '#server/storage/pools/pool-handouts.ts';
import { claimCode, voucherByCode } from '#server/storage/vouchers/voucher-codes.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import {
  findHandedHere,
  findPoolCode,
  type ScanIn,
} from '#server/usecases/pools/find-pool-code.ts';

type Named = Pick<RedemptionRow, 'member_id' | 'id'>;

/**
 * The code of a redemption, derived under the server's key: nothing in the database scans.
 * The salt counts up where two redemptions come to the same digits.
 */
export function voucherCodeOf(
  { secrets }: Pick<Context, 'secrets'>,
  row: Named & Pick<RedemptionRow, 'code_salt'>,
): VoucherCode {
  return voucherCodeFrom(
    secrets.derive('voucher-code', `${row.member_id}/${row.id}/${row.code_salt}`),
  );
}

/** The shorter code beside it; null where none was claimed. */
export function shortCodeOf(
  { secrets }: Pick<Context, 'secrets'>,
  row: Named & Pick<RedemptionRow, 'short_code_salt'>,
): ShortCode | null {
  if (row.short_code_salt === null) return null;
  const text = `${row.member_id}/${row.id}/short/${row.short_code_salt}`;
  return shortCodeFrom(secrets.derive('voucher-code', text));
}

/**
 * Claims the code of a redemption, and the shorter one where its store's bars need that.
 * @param profile the store's where the member is; null: nobody knows the store
 * @returns the salts of the first derived codes that were free
 */
export async function claimVoucherCodes(
  tx: Tx,
  context: Context,
  { memberId, id, profile }: { memberId: string; id: string; profile: ScannerProfile | null },
): Promise<Pick<RedemptionRow, 'code_salt' | 'short_code_salt'>> {
  const row = { member_id: memberId, id };
  const full = (salt: number) => {
    const code = voucherCodeOf(context, { ...row, code_salt: salt });
    return keyOf(context, { kind: 'full', code });
  };
  const short = (salt: number) => {
    const code = shortCodeOf(context, { ...row, short_code_salt: salt });
    return code && keyOf(context, { kind: 'short', code });
  };
  return {
    code_salt: await claimFirst(tx, row, full),
    short_code_salt: profile?.symbology === 'ean-13' ? await claimFirst(tx, row, short) : null,
  };
}

const saltsAtMost = 20;

async function claimFirst(
  tx: Tx,
  row: Named,
  keyAt: (salt: number) => string | null,
): Promise<number> {
  for (let salt = 0; salt < saltsAtMost; salt += 1) {
    const code_key = keyAt(salt);
    const claim = { member_id: row.member_id, redemption_id: row.id };
    if (code_key !== null && (await claimCode(tx, { ...claim, code_key }))) return salt;
  }
  throw new Error('no free voucher code: the space of codes is nearly full');
}

/** Ten digits and twelve never meet: what the shorter ones are looked up by says that they are short. */
const keyOf = ({ secrets }: Pick<Context, 'secrets'>, { kind, code }: Reading): string =>
  secrets.hash('voucher-lookup', kind === 'full' ? code : `short/${code}`);

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
  const find = (reading: Reading) => voucherByCode(tx.db, keyOf(context, reading));
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
