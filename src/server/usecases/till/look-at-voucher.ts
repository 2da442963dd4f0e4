import type { TillVoucher } from '#contract/till.ts';
import type { Pass } from '#domain/scan/pass-payload.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { dryRun } from '#server/usecases/ground/dry-run.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import { claimPass } from '#server/usecases/passes/claim-pass.ts';
import { takePass } from '#server/usecases/passes/take-pass.ts';
import { findVoucher } from '#server/usecases/scan/find-voucher.ts';
import { recogniseScan } from '#server/usecases/scan/recognise-scan.ts';
import { guarded } from './act-at-till.ts';
import { showVoucherAtTill } from './show-at-till.ts';

export interface LookWish {
  readonly scanned: string;
  readonly tillId: string;
  readonly storeId: string;
  readonly language: string;
}

/**
 * What was scanned, without any change to points.
 * @throws Refused `code-damaged`, `code-not-ours`, `code-unknown`; of a pass, why it can't be taken
 */
export function lookAtVoucher(context: Context, wish: LookWish): Promise<TillVoucher> {
  const sent = { what: 'scan', scanned: wish.scanned, names: 'voucher', told: true } as const;
  return guarded(context, wish, sent, async () => {
    const work = await readWork(context);
    const recognised = await recogniseScan(work, wish);
    if (recognised.kind === 'pass') return lookAtPass(context, recognised.pass, wish);
    const found = await findVoucher(work, recognised, wish.scanned);
    return showVoucherAtTill(work, found, wish);
  });
}

/**
 * Takes the pass for this till, so that the associate need not hurry. Then issues what it stands for in a dry run, so
 * that looking and redeeming can't differ.
 */
async function lookAtPass(context: Context, pass: Pass, wish: LookWish): Promise<TillVoucher> {
  await transact(context, (work) => claimPass(work, pass, wish));
  return dryRun(context, async (work) => {
    const found = await takePass(work, pass, wish);
    return showVoucherAtTill(work, found, wish);
  });
}
