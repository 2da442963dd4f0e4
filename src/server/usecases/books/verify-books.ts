import type { Reading } from '#domain/scan/scan-payload.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { type Progress, verify } from '#server/storage/verify/verify.ts';
import type { Finding } from '#server/storage/verify/verify-member.ts';
import type { VerifyKeys } from '#server/storage/verify/verify-trail.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { fingerprintsOf } from '#server/usecases/ground/fingerprint.ts';
import { codesUnderEach, keysOfCode } from '#server/usecases/vouchers/name-voucher.ts';

/** Everything that contradicts the ledger, the events or the keyed hashes of the server's own key. */
export const verifyBooks = (
  context: Pick<Context, 'store' | 'secrets'>,
  progress: Progress = {},
): Promise<Finding[]> => verify(context.store, verifyKeys(context), progress);

const verifyKeys = (of: Pick<Context, 'secrets'>): VerifyKeys => ({
  hashes: of.secrets.hashes,
  fingerprints: fingerprintsOf(of.secrets),
  codeKeysOf: (row: RedemptionRow) => {
    const made = codesUnderEach(of, row);
    const keysOf = (reading: Reading) => keysOfCode(of, reading);
    const shorts = made.flatMap(({ short }) => (short === null ? [] : [short]));
    return [
      made.flatMap(({ code }) => keysOf({ kind: 'full', code })),
      ...(shorts.length === 0 ? [] : [shorts.flatMap((code) => keysOf({ kind: 'short', code }))]),
    ];
  },
});
