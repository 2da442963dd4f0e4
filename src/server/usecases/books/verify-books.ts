import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { verify } from '#server/storage/verify/verify.ts';
import type { Finding } from '#server/storage/verify/verify-member.ts';
import type { VerifyKeys } from '#server/storage/verify/verify-trail.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { keyOfCode, shortCodeOf, voucherCodeOf } from '#server/usecases/vouchers/name-voucher.ts';

/** Everything that contradicts the ledger, the events or the keyed hashes of the server's own key. */
export const verifyBooks = (context: Pick<Context, 'store' | 'secrets'>): Promise<Finding[]> =>
  verify(context.store, verifyKeys(context));

const verifyKeys = (of: Pick<Context, 'secrets'>): VerifyKeys => ({
  hash: of.secrets.hash,
  codeKeysOf: (row: RedemptionRow) => {
    const short = shortCodeOf(of, row);
    return [
      keyOfCode(of, { kind: 'full', code: voucherCodeOf(of, row) }),
      ...(short === null ? [] : [keyOfCode(of, { kind: 'short', code: short })]),
    ];
  },
});
