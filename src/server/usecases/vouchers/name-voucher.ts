import type { Reading } from '#domain/scan/scan-payload.ts';
import type { ScannerProfile } from '#domain/scan/scanner-profile.ts';
import { type ShortCode, shortCodeFrom } from '#domain/scan/short-code.ts';
import { type VoucherCode, voucherCodeFrom } from '#domain/scan/voucher-code.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { claimCode } from '#server/storage/vouchers/voucher-codes.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { Work } from '#server/usecases/ground/work.ts';

type Named = Pick<RedemptionRow, 'member_id' | 'id'>;

/**
 * The code of a redemption, derived under the server's key: the database holds nothing that can be scanned. The salt
 * counts up when two redemptions get the same digits.
 */
export function voucherCodeOf(
  { secrets }: Pick<Context, 'secrets'>,
  row: Named & Pick<RedemptionRow, 'code_salt'>,
): VoucherCode {
  return voucherCodeFrom(
    secrets.derive('voucher-code', `${row.member_id}/${row.id}/${row.code_salt}`),
  );
}

/** The shorter code beside it; null: none was claimed. */
export function shortCodeOf(
  { secrets }: Pick<Context, 'secrets'>,
  row: Named & Pick<RedemptionRow, 'short_code_salt'>,
): ShortCode | null {
  if (row.short_code_salt === null) return null;
  const text = `${row.member_id}/${row.id}/short/${row.short_code_salt}`;
  return shortCodeFrom(secrets.derive('voucher-code', text));
}

/**
 * Claims the code of a redemption, and the shorter one if its store's symbology needs it.
 * @param profile of the store where the member is; null: nobody knows the store
 * @returns the salts of the first derived codes that were free
 */
export async function claimVoucherCodes(
  work: Work,
  { memberId, id, profile }: { memberId: string; id: string; profile: ScannerProfile | null },
): Promise<Pick<RedemptionRow, 'code_salt' | 'short_code_salt'>> {
  const row = { member_id: memberId, id };
  const full = (salt: number) => {
    const code = voucherCodeOf(work.context, { ...row, code_salt: salt });
    return keyOfCode(work.context, { kind: 'full', code });
  };
  const short = (salt: number) => {
    const code = shortCodeOf(work.context, { ...row, short_code_salt: salt });
    return code && keyOfCode(work.context, { kind: 'short', code });
  };
  return {
    code_salt: await claimFirst(work, row, full),
    short_code_salt: profile?.symbology === 'ean-13' ? await claimFirst(work, row, short) : null,
  };
}

const saltsAtMost = 20;

async function claimFirst(
  work: Work,
  row: Named,
  keyAt: (salt: number) => string | null,
): Promise<number> {
  for (let salt = 0; salt < saltsAtMost; salt += 1) {
    const code_key = keyAt(salt);
    const claim = { member_id: row.member_id, redemption_id: row.id };
    if (code_key !== null && (await claimCode(work, { ...claim, code_key }))) return salt;
  }
  throw new Error('no free voucher code: the space of codes is nearly full');
}

/**
 * The hash by which a code is found. The hash of a ten-digit code says that it is short, so ten and twelve digits never
 * collide.
 */
export const keyOfCode = ({ secrets }: Pick<Context, 'secrets'>, { kind, code }: Reading): string =>
  secrets.hash('voucher-lookup', kind === 'full' ? code : `short/${code}`);
