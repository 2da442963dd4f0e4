import { Refused } from '#domain/refusal.ts';
import { readVoucherCode, type VoucherCode, voucherCodeFrom } from '#domain/voucher-code.ts';
import type { Context } from '#server/context.ts';
import type { RedemptionRow, VoucherCodeRow } from '#server/storage/schema.ts';
import type { Tx } from '#server/storage/store.ts';
import { claimCode, voucherByCode } from '#server/storage/voucher-codes.ts';

/**
 * The code of a redemption, derived under the server's key: nothing in the database scans.
 * The salt counts up where two redemptions come to the same digits.
 */
export function voucherCodeOf(
  { secrets }: Pick<Context, 'secrets'>,
  row: Pick<RedemptionRow, 'member_id' | 'id' | 'code_salt'>,
): VoucherCode {
  return voucherCodeFrom(
    secrets.derive('voucher-code', `${row.member_id}/${row.id}/${row.code_salt}`),
  );
}

const saltsAtMost = 20;

/**
 * Finds the first derived code that is free and claims it.
 * @returns its salt
 */
export async function claimVoucherCode(
  tx: Tx,
  context: Context,
  memberId: string,
  id: string,
): Promise<number> {
  for (let salt = 0; salt < saltsAtMost; salt += 1) {
    const code = voucherCodeOf(context, { member_id: memberId, id, code_salt: salt });
    const code_key = context.secrets.hash('voucher-lookup', code);
    if (await claimCode(tx, { code_key, member_id: memberId, redemption_id: id })) return salt;
  }
  throw new Error('no free voucher code: the space of codes is nearly full');
}

/**
 * Whose voucher was scanned.
 * @throws Refused `code-damaged`, `code-not-ours` or `code-unknown`
 */
export async function findVoucher(
  tx: Pick<Tx, 'db'>,
  context: Context,
  scanned: string,
): Promise<VoucherCodeRow> {
  const code = readVoucherCode(scanned);
  if (typeof code !== 'string') throw new Refused(code);
  const found = await voucherByCode(tx.db, context.secrets.hash('voucher-lookup', code));
  if (!found) throw new Refused({ key: 'code-unknown' });
  return found;
}
