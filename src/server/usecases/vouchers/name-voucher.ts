import type { Reading } from '#domain/scan/scan-payload.ts';
import type { ScannerProfile } from '#domain/scan/scanner-profile.ts';
import { type ShortCode, shortCodeFrom } from '#domain/scan/short-code.ts';
import { type VoucherCode, voucherCodeFrom } from '#domain/scan/voucher-code.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { claimCode, voucherByCode } from '#server/storage/vouchers/voucher-codes.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { ReadWork, Work } from '#server/usecases/ground/work.ts';

type Named = Pick<RedemptionRow, 'member_id' | 'id'>;

/**
 * The code of a redemption, derived under the server's key: the database holds nothing that can be scanned. The salt
 * counts up when two redemptions get the same digits.
 */
export function voucherCodeOf(
  { secrets }: Pick<Context, 'secrets'>,
  row: Named & Pick<RedemptionRow, 'code_salt'>,
): VoucherCode {
  return voucherCodeFrom(secrets.derive('voucher-code', codeText(row)));
}

/** The shorter code beside it; null: none was claimed. */
function shortCodeOf(
  { secrets }: Pick<Context, 'secrets'>,
  row: Named & Pick<RedemptionRow, 'short_code_salt'>,
): ShortCode | null {
  const text = shortCodeText(row);
  return text === null ? null : shortCodeFrom(secrets.derive('voucher-code', text));
}

type Salted = Named & Pick<RedemptionRow, 'code_salt' | 'short_code_salt'>;

/** The codes of a redemption. While a key is turned the one that was claimed tells under which key they were made. */
export async function claimedCodesOf(
  { db, context }: Pick<ReadWork, 'db' | 'context'>,
  row: Salted,
): Promise<{ code: VoucherCode; short: ShortCode | null }> {
  const made = codesUnderEach(context, row);
  const [now] = made;
  if (!now) throw new Error('there is no key');
  if (!context.secrets.turning) return now;
  for (const one of made) {
    const found = await voucherByCode(db, keysOfCode(context, { kind: 'full', code: one.code }));
    if (found?.redemption_id === row.id && found.member_id === row.member_id) return one;
  }
  return now;
}

/** The codes of a redemption under each of the server's keys. */
export function codesUnderEach(
  { secrets }: Pick<Context, 'secrets'>,
  row: Salted,
): { code: VoucherCode; short: ShortCode | null }[] {
  const shortText = shortCodeText(row);
  const shorts = shortText === null ? [] : secrets.derivations('voucher-code', shortText);
  return secrets.derivations('voucher-code', codeText(row)).map((bytes, at) => {
    const short = shorts[at];
    return { code: voucherCodeFrom(bytes), short: short ? shortCodeFrom(short) : null };
  });
}

const codeText = (row: Named & Pick<RedemptionRow, 'code_salt'>): string =>
  `${row.member_id}/${row.id}/${row.code_salt}`;

const shortCodeText = (row: Named & Pick<RedemptionRow, 'short_code_salt'>): string | null =>
  row.short_code_salt === null ? null : `${row.member_id}/${row.id}/short/${row.short_code_salt}`;

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
    return keysOfCode(work.context, { kind: 'full', code });
  };
  const short = (salt: number) => {
    const code = shortCodeOf(work.context, { ...row, short_code_salt: salt });
    return code && keysOfCode(work.context, { kind: 'short', code });
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
  keysAt: (salt: number) => readonly string[] | null,
): Promise<number> {
  for (let salt = 0; salt < saltsAtMost; salt += 1) {
    const [code_key, ...others] = keysAt(salt) ?? [];
    if (code_key === undefined) continue;
    // The same digits may have been claimed under the key that is turned away from.
    if (others.length > 0 && (await voucherByCode(work.db, others))) continue;
    const claim = { member_id: row.member_id, redemption_id: row.id };
    if (await claimCode(work, { ...claim, code_key })) return salt;
  }
  throw new Error('no free voucher code: the space of codes is nearly full');
}

/**
 * The hashes by which a code is found; it is stored under the first. The hash of a ten-digit code says that it is short,
 * so ten and twelve digits never collide.
 */
export const keysOfCode = (
  { secrets }: Pick<Context, 'secrets'>,
  { kind, code }: Reading,
): readonly string[] => secrets.hashes('voucher-lookup', kind === 'full' ? code : `short/${code}`);
