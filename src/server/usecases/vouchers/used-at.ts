import type { Voucher } from '#contract/member.ts';
import { type Program, storeOf } from '#domain/program/program.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';

/** When and where a reward was given, in the names that the program has now; null: it was not. */
export function usedAt(program: Program, row: RedemptionRow): Voucher['used'] {
  if (row.used_at === null) return null;
  const store = storeOf(program, row.used_store_id);
  const till = store?.tills.find((one) => one.id === row.used_till_id);
  return {
    at: row.used_at,
    store: store?.name ?? row.used_store_id ?? '',
    till: till?.name ?? row.used_till_id ?? '',
  };
}
