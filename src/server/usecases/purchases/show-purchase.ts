import { cause } from '#domain/points/ledger.ts';
import { purchaseRuleId } from '#domain/program/earning-rule.ts';
import type { Text } from '#domain/program/text.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import type { PurchaseRow, ReturnReceiptRow } from '#server/storage/db/schema-purchases.ts';
import { goesOnAs } from '#server/storage/merges/merges.ts';
import { memberById } from '#server/storage/people/members.ts';
import { balanceOf } from '#server/storage/points/holdings.ts';
import { entryByCause } from '#server/storage/points/ledger-entries.ts';
import { awardsBy } from '#server/storage/purchases/awards.ts';
import { returnsNaming } from '#server/storage/purchases/returns.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { type SoldSeen, soldWith } from '#server/usecases/memberships/show-memberships.ts';

/** The member who bought the goods, and what they can spend now. */
export interface BuyerSeen {
  readonly member: MemberRow;
  readonly balance: number;
}

/** A purchase with its buyer, and the returns that name it, in their present state. */
export interface PurchaseSeen extends BuyerSeen {
  readonly row: PurchaseRow;
  readonly returns: readonly ReturnReceiptRow[];
  readonly earned: readonly RuleSeen[];
  /** What it made due by rules that count over several purchases. */
  readonly awards: readonly RuleSeen[];
  /** Tiers that were bought with it. */
  readonly memberships: readonly SoldSeen[];
  /** Whether it names an act that is no rule of the program. */
  readonly strayAct: boolean;
}

/** What a rule gave; null: what every purchase earns, which has no name. */
interface RuleSeen {
  readonly rule: string;
  readonly name: Text | null;
  readonly points: number;
}

export async function showPurchase(work: ReadWork, row: PurchaseRow): Promise<PurchaseSeen> {
  const rules = work.program.earning ?? [];
  const entry = await entryByCause(work.db, row.member_id, cause.purchase(row.id));
  const parts = entry?.reason.rule === 'purchase' ? (entry.reason.rules ?? []) : [];
  const rest = parts.reduce((points, part) => points - part.points, row.points);
  const usual = { rule: purchaseRuleId, name: null, points: rest };
  const awards = await awardsBy(work.db, row);
  const acts = row.acts === null ? [] : (JSON.parse(row.acts) as string[]); // Our own code writes this JSON.
  return {
    row,
    returns: await returnsNaming(work.db, row),
    earned: [
      ...(rest > 0 ? [usual] : []),
      ...parts.map(({ id, name, points }) => ({ rule: id, name, points })),
    ],
    awards: awards.map(({ rule_id, points }) => {
      const known = rules.find(({ id }) => id === rule_id);
      return { rule: rule_id, name: known?.name ?? { en: rule_id }, points };
    }),
    memberships: await soldWith(work, row),
    strayAct: acts.some((id) => !rules.some((rule) => rule.kind === 'act' && rule.id === id)),
    ...(await showBuyer(work, row.member_id)),
  };
}

/** Of a membership that was merged, the one that goes on: it has the points. */
export async function showBuyer({ db, at }: ReadWork, buyerId: string): Promise<BuyerSeen> {
  const memberId = await goesOnAs(db, buyerId);
  const member = await memberById(db, memberId);
  if (!member) throw new Error('a purchase has no member');
  return { member, balance: await balanceOf(db, memberId, at) };
}
