import { decideLine, type LineOutcome, unnamedTill, useKeyOf } from '#domain/pool/settlement.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { spoilCode } from '#server/storage/pools/pool-codes.ts';
import { type FoundCode, handoutOf, settleHandout } from '#server/storage/pools/pool-handouts.ts';
import { scopeOf } from '#server/storage/pools/pools.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { dryRun } from '#server/usecases/ground/dry-run.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { markRedeemed } from '#server/usecases/redemptions/mark-redeemed.ts';
import { findPoolCode } from './find-pool-code.ts';
import type { UseLine } from './read-uses.ts';

/** What the settlement of one store's file needs. */
export interface Settling {
  readonly id: string;
  readonly storeId: string;
}

export interface SettledLine {
  readonly outcome: LineOutcome;
  /** False: the line repeats what was known. */
  readonly changed: boolean;
  /** The voucher that this line shows as used, if nobody knew that before. */
  readonly taken: string | null;
}

/** Settles a line, or (in a dry run) says what it would do. */
export type LineSettler = (line: Extract<UseLine, { code: string }>) => Promise<SettledLine>;

/** The key of a voucher in the set of those that a file has used. */
export const voucherKey = (memberId: string, redemptionId: string): string =>
  `${memberId}/${redemptionId}`;

/**
 * Settles one line in a transaction of its own, so that settled lines stay settled when a later one fails. Redeems the
 * voucher that the code belongs to; never gives points back.
 */
export function settleLine(
  context: Context,
  settling: Settling,
  line: Extract<UseLine, { code: string }>,
): Promise<SettledLine> {
  return transact(context, (work) => settleIn(work, settling, line));
}

/** A dry run of `settleLine`: says what would become of the line, and changes nothing. */
export const dryRunLine = (
  context: Context,
  settling: Settling,
  line: Extract<UseLine, { code: string }>,
): Promise<SettledLine> => dryRun(context, (work) => settleIn(work, settling, line));

async function settleIn(
  work: Work,
  settling: Settling,
  line: Extract<UseLine, { code: string }>,
): Promise<SettledLine> {
  const found = await findPoolCode(work, line.code);
  if (!found) return unchanged('unknown');
  const { storeId } = scopeOf(found.pool);
  if (storeId !== null && storeId !== settling.storeId) return unchanged('not-of-this-store');
  if (!found.handout) return spoil(work, found);
  const { memberId, redemptionId } = found.handout;
  await work.lockMember(memberId);
  const row = await redemptionRow(work.db, memberId, redemptionId);
  if (!row) throw new Error('a handed-out code leads to no redemption');
  return settleVoucher(work, settling, { row, line });
}

const unchanged = (outcome: LineOutcome): SettledLine => ({
  outcome,
  changed: false,
  taken: null,
});

async function spoil(work: Work, { place, spoiled }: FoundCode): Promise<SettledLine> {
  if (!spoiled) await spoilCode(work, place);
  return { outcome: 'not-handed-out', changed: !spoiled, taken: null };
}

async function settleVoucher(
  work: Work,
  { id, storeId }: Settling,
  { row, line }: { row: RedemptionRow; line: Extract<UseLine, { code: string }> },
): Promise<SettledLine> {
  const handout = await handoutOf(work.db, row.member_id, row.id);
  if (!handout) throw new Error('a redemption lost its code');
  const { use } = line;
  const outcome = decideLine(
    {
      outcome: handout.outcome,
      useKey: handout.use_key,
      issuedAt: row.issued_at,
      cancelledAt: row.end_reason === 'cancelled' ? row.ended_at : null,
    },
    use,
  );
  if (handout.outcome !== 'open' || outcome === 'not-handed-out') return unchanged(outcome);
  await markRedeemed(work, row, {
    storeId,
    tillId: use.till ?? unnamedTill,
    receiptNumber: use.receiptNumber ?? '',
    associateId: null,
    entered: null,
    ...(use.at !== null && { at: use.at }),
  });
  await settleHandout(work, handout, { outcome: 'used', settled_by: id, use_key: useKeyOf(use) });
  return { outcome, changed: true, taken: voucherKey(row.member_id, row.id) };
}
