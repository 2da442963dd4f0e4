import type { Kysely } from 'kysely';
import type { EarnedLine } from '#domain/earning/earned-line.ts';
import { purchaseRuleId } from '#domain/program/earning-rule.ts';
import type { PurchaseLine } from '#domain/purchase/line.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { EarnedLineRow, PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { ofPerson } from '#server/storage/merges/merges.ts';

/** An earned line, and what returns have taken of it. */
export interface KeptLine extends EarnedLine {
  readonly pointsBack: number;
  readonly countedBack: number;
  /** Whether the rule's total has its points. */
  readonly inAll: boolean;
  /** False: it stands for a purchase of before lines were kept. */
  readonly kept: boolean;
}

type Purchase = Pick<PurchaseRow, 'member_id' | 'id' | 'at'>;

/** Puts the lines of a purchase that was rated anew in the place of those it had. */
export async function replaceEarnedLines(
  tx: Tx,
  purchase: Purchase,
  lines: readonly KeptLine[],
  version: number,
): Promise<void> {
  const inAll = new Set(lines.flatMap((line) => (line.inAll ? [line.rule] : [])));
  await tx.db
    .deleteFrom('earned_lines')
    .where('member_id', '=', purchase.member_id)
    .where('purchase_id', '=', purchase.id)
    .execute();
  await addEarnedLines(tx, purchase, lines, { version, inAll });
}

/** @param inAll the rules whose totals have these points */
export async function addEarnedLines(
  tx: Tx,
  { member_id, id: purchase_id, at }: Purchase,
  lines: readonly (EarnedLine & Partial<KeptLine>)[],
  { version, inAll }: { readonly version: number; readonly inAll: ReadonlySet<string> },
): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map(
    (line, number): EarnedLineRow => ({
      member_id,
      purchase_id,
      rule_id: line.rule,
      number,
      at,
      points: line.points,
      points_back: line.pointsBack ?? 0,
      counted: line.counted,
      counted_back: line.countedBack ?? 0,
      within: line.within,
      on_lines: JSON.stringify(line.on),
      needs: line.needs,
      spread: Number(line.spread),
      in_all: Number(inAll.has(line.rule)),
      program_version: version,
    }),
  );
  await tx.db.insertInto('earned_lines').values(rows).execute();
}

/**
 * What each rule made of a purchase. One of before this was kept earned all its points by what was paid. One without
 * points and without lines is not of before: no rule made anything of it yet.
 */
export async function earnedLinesOf(
  db: Kysely<Tables>,
  purchase: Pick<PurchaseRow, 'member_id' | 'id' | 'points'>,
): Promise<KeptLine[]> {
  const rows = await db
    .selectFrom('earned_lines')
    .selectAll()
    .where('member_id', '=', purchase.member_id)
    .where('purchase_id', '=', purchase.id)
    .orderBy('number')
    .execute();
  if (rows.length === 0 && purchase.points > 0) return [byPrice(purchase.points)];
  return rows.map(toLine);
}

/** What each rule made of each purchase of these members, by the purchase's id. */
export async function earnedLinesByPurchase(
  db: Kysely<Tables>,
  memberIds: readonly string[],
): Promise<Map<string, KeptLine[]>> {
  const rows = await db
    .selectFrom('earned_lines')
    .selectAll()
    .where('member_id', 'in', memberIds)
    .execute();
  const byPurchase = Map.groupBy(rows, ({ purchase_id }) => purchase_id);
  return new Map([...byPurchase].map(([id, own]) => [id, own.map(toLine)]));
}

/** All that a purchase earned, by what was paid, as before there were other rules. */
export const byPrice = (points: number): KeptLine => ({
  rule: purchaseRuleId,
  points,
  counted: 0,
  within: 0,
  on: [],
  spread: true,
  needs: 0,
  pointsBack: 0,
  countedBack: 0,
  inAll: false,
  kept: false,
});

const toLine = (row: EarnedLineRow): KeptLine => ({
  rule: row.rule_id,
  points: row.points,
  counted: row.counted,
  within: row.within,
  on: JSON.parse(row.on_lines) as PurchaseLine[], // Written above.
  spread: row.spread === 1,
  needs: row.needs,
  inAll: row.in_all === 1,
  pointsBack: row.points_back,
  countedBack: row.counted_back,
  kept: true,
});

/** Says how much of a line is back now, all its returns together. */
export async function changeEarnedLine(
  tx: Tx,
  { member_id, id }: Pick<PurchaseRow, 'member_id' | 'id'>,
  { rule, pointsBack, countedBack }: Pick<KeptLine, 'rule' | 'pointsBack' | 'countedBack'>,
): Promise<void> {
  await tx.db
    .updateTable('earned_lines')
    .set({ points_back: pointsBack, counted_back: countedBack })
    .where('member_id', '=', member_id)
    .where('purchase_id', '=', id)
    .where('rule_id', '=', rule)
    .execute();
}

/**
 * When each rule gave to a member, also before memberships were merged, without what came back whole.
 * @param among `from` and `until`: only then, epoch milliseconds, `until` not in it; `except`: a purchase that is not counted
 */
export async function timesGiven(
  db: Kysely<Tables>,
  memberId: string,
  rules: readonly string[],
  among: { from?: number; until?: number; except?: string | undefined } = {},
): Promise<Map<string, number[]>> {
  if (rules.length === 0) return new Map();
  const { from = Number.MIN_SAFE_INTEGER, until = Number.MAX_SAFE_INTEGER, except = '' } = among;
  const rows = await db
    .selectFrom('earned_lines')
    .select(['rule_id', 'at'])
    .where(await ofPerson(db, memberId))
    .where('rule_id', 'in', rules)
    .where('at', '>=', from)
    .where('at', '<', until)
    .where('purchase_id', '<>', except)
    .whereRef('points', '>', 'points_back')
    .execute();
  return new Map(
    [...Map.groupBy(rows, ({ rule_id }) => rule_id)].map(([rule, own]) => [
      rule,
      own.map(({ at }) => at),
    ]),
  );
}

/** Whether a member had bought anything before an instant. */
export async function hadBought(
  db: Kysely<Tables>,
  memberId: string,
  at: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('purchases')
    .select('id')
    .where(await ofPerson(db, memberId))
    .where('at', '<=', at)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
