import type { TillMembership } from '#contract/till-members.ts';
import type { Text } from '#domain/program/text.ts';
import type { Money } from '#domain/values/money.ts';
import type { MembershipRow } from '#server/storage/db/schema-memberships.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import { membershipsOfPurchase } from '#server/storage/purchases/memberships.ts';
import { linesOfReturn } from '#server/storage/purchases/returns.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { refundNow, type TermSeen, termsOf, tierNameOf } from './record-membership.ts';
import { membershipWords, runningOf } from './say-membership.ts';

/** A term that a line of a purchase is. */
export interface SoldSeen extends TermSeen {
  readonly tier: Text;
}

/** The terms that were bought with a purchase. */
export async function soldWith(work: ReadWork, purchase: PurchaseRow): Promise<SoldSeen[]> {
  const rows = await membershipsOfPurchase(work.db, purchase.member_id, purchase.id);
  if (rows.length === 0) return [];
  const terms = await termsOf(work, purchase.member_id);
  return rows.flatMap(({ id, tier_id }) => {
    const seen = terms.find(({ term }) => term.id === id);
    return seen ? [{ ...seen, tier: tierNameOf(work.program, tier_id) }] : [];
  });
}

/** A term that came back with a return, and what is to be paid back for it now. */
export interface BackSeen {
  readonly row: MembershipRow;
  readonly refund: Money;
}

/** The terms whose lines a return names. One that was taken back before has nothing more to pay back. */
export async function backWith(
  { db }: ReadWork,
  back: {
    readonly member_id: string;
    readonly purchase_id: string;
    readonly id: string;
    readonly what: string;
  },
): Promise<BackSeen[]> {
  const rows = await membershipsOfPurchase(db, back.member_id, back.purchase_id);
  if (rows.length === 0) return [];
  const named = await linesOfReturn(db, back);
  return rows
    .filter(({ line_id }) => back.what === 'whole' || named.some((line) => line === line_id))
    .map((row) => ({
      row,
      refund: {
        minor: row.back_by === back.id ? (row.refund_minor ?? 0) : 0,
        currency: row.currency,
      },
    }));
}

/** What a member pays for and has now, as an associate sees it. */
export async function membershipsNow(
  work: ReadWork,
  memberId: string,
  language: string,
): Promise<TillMembership[]> {
  const running = runningOf(await termsOf(work, memberId), work.at);
  return Promise.all(
    running.map(async ({ tierId, now: { row }, until, left }) => {
      const minor = await refundNow(work, row, work.at);
      const { say, date, money, tier } = membershipWords(
        work.program,
        tierNameOf(work.program, tierId),
        language,
      );
      const words = { tier, date: date(until), amount: money(minor) };
      return {
        membershipId: row.id,
        tierId,
        until,
        left,
        refund: { minor, currency: row.currency },
        text: say('membership.till-refund', words),
      };
    }),
  );
}
