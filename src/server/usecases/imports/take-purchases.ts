import type { LateReport } from '#domain/points/ledger.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import { memberById } from '#server/storage/people/members.ts';
import { addPastPurchases } from '#server/storage/purchases/past-purchases.ts';
import { makeIds } from '#server/usecases/ground/make-id.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { applyWaiting } from '#server/usecases/purchases/apply-waiting.ts';
import { rateLater } from '#server/usecases/purchases/rate-later.ts';
import { noteStanding } from '#server/usecases/standing/note-standing.ts';
import { type ReadPurchase, tillOf } from './know-purchases.ts';
import { Raced } from './take-new.ts';

/**
 * Gives a member what they bought before. It earns nothing, because their balance holds what it earned there; it counts
 * for their tier from the day of the sale, and can come back to a store. What a till has sold since is rated anew where
 * the tier of its time is another one. Nobody is told of a tier that was theirs before they came.
 * @throws Raced when somebody was faster, or the member has left; the caller takes all of it back
 */
export async function takePurchases(
  work: Work,
  memberId: string,
  { lines, source }: { readonly lines: readonly ReadPurchase[]; readonly source: string },
): Promise<void> {
  await work.lockMember(memberId);
  const member = await memberById(work.db, memberId);
  if (!member || member.erased_at !== null) throw new Raced();
  const ids = makeIds(work.context, lines.length);
  const [tier] = work.program.tiers;
  const past = lines.map(({ purchase }, index) => ({
    row: rowOf(purchase, { memberId, source, id: ids[index] ?? '', tierId: tier?.id ?? '' }),
    lines: purchase.basket.lines,
  }));
  const named = await addPastPurchases(work, past);
  if (named === null) throw new Raced();
  for (const row of named) await applyWaiting(work, row);
  const own = past.map(({ row }) => row);
  const [first] = own.toSorted((a, b) => a.at - b.at);
  if (first) await rateLater(work, memberId, lateOf(first));
  await noteStanding(work, memberId, { isQuiet: true });
  work.tell(memberTopic(memberId));
}

const lateOf = ({ at, minor, currency }: PurchaseRow): LateReport => ({
  what: 'sale',
  at,
  money: { minor, currency },
});

interface Kept {
  readonly memberId: string;
  readonly source: string;
  readonly id: string;
  readonly tierId: string;
}

/** No event tells of it, so it has no time of a report. */
const rowOf = (
  purchase: ReadPurchase['purchase'],
  { memberId, source, id, tierId }: Kept,
): PurchaseRow => ({
  member_id: memberId,
  id,
  till_id: tillOf(source, purchase),
  receipt_number: purchase.receiptNumber,
  store_id: purchase.storeId,
  associate_id: null,
  confirmed_by: null,
  at: purchase.soldAt,
  reported_at: null,
  minor: purchase.basket.total.minor,
  currency: purchase.basket.total.currency,
  taxes: 0,
  tip: 0,
  rounding: 0,
  tenders: '[]',
  channel: 'store',
  place: null,
  points: 0,
  available_at: null,
  counts_from: null,
  tier_id: tierId,
  counted: purchase.basket.total.minor,
  counted_back: 0,
  acts: null,
  segments: null,
  source,
});
