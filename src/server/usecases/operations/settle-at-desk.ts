import type { SettlementReport } from '#contract/admin/admin-answers.ts';
import type { SettleByFile } from '#contract/desk/operations-input.ts';
import { Refused } from '#domain/refusal.ts';
import { readTime } from '#domain/values/date-format.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import type { FileSource } from '#server/usecases/pools/load-codes.ts';
import { settle } from '#server/usecases/pools/settle.ts';
import { wholeAct } from './whole-act.ts';

/**
 * Settles a store by its till's file of used codes, or says what that would do.
 * @throws Refused `store-unknown`, `request-invalid`, or when the file can't be read to its end
 */
export async function settleAtDesk(
  context: Context,
  storeId: string,
  { until, accept, dryRun, ...format }: SettleByFile,
  file: FileSource,
): Promise<SettlementReport> {
  const { program } = await readWork(context);
  const at = until === undefined ? null : readTime(until, 'yyyy-mm-ddThh:mi', program.timeZone);
  if (until !== undefined && at === null) {
    throw new Refused({ key: 'request-invalid', pointer: '/until', detail: 'no such time' });
  }
  const wish = { storeId, until: at, format, accept: accept === 'true', dryRun: dryRun === 'true' };
  return wholeAct(context, (whole) => settle(whole, wish, file()));
}
