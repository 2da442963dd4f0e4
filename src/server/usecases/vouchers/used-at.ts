import type { Voucher } from '#contract/member.ts';
import { storeNameOf, tillNameOf } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';

/** When and where a reward was given, with the program's present names; null: it was not. */
export function usedAt(
  program: Program,
  row: Pick<RedemptionRow, 'used_at' | 'used_store_id' | 'used_till_id'>,
): Voucher['used'] {
  if (row.used_at === null) return null;
  return {
    at: row.used_at,
    store: storeNameOf(program, row.used_store_id ?? ''),
    till: tillNameOf(program, row.used_till_id ?? ''),
  };
}
