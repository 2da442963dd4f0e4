import { paths } from '#contract/paths.ts';
import type { EarnedLine } from '#domain/earning/earned-line.ts';
import type { ProgramEvent } from '#domain/events/event.ts';
import { cause, type EntryReason, type RulePart } from '#domain/points/ledger.ts';
import { availableFrom } from '#domain/points/pending.ts';
import { storeNameOf } from '#domain/program/gone.ts';
import type { Program, Tier } from '#domain/program/program.ts';
import type { Basket } from '#domain/purchase/purchase.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import { addEarnedLines } from '#server/storage/purchases/earned-lines.ts';
import { addToTotals } from '#server/storage/purchases/earning-totals.ts';
import { addPurchase } from '#server/storage/purchases/purchases.ts';
import type { ProgramInForce } from '#server/usecases/ground/program-in-force.ts';
import { queueMessage } from '#server/usecases/ground/queue-message.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { type Credit, creditPoints } from '#server/usecases/points/change-points.ts';
import { hasTotal } from '#server/usecases/points/rule-totals.ts';
import { receiptMail } from '#server/words/mail/receipt-mail.ts';

/** A purchase that passed every check: who bought what, where, and what it earns. */
export interface CheckedPurchase {
  readonly id: string;
  readonly memberId: string;
  readonly tillId: string;
  readonly storeId: string;
  /** Null: a POS, which does not say. */
  readonly associateId: string | null;
  /** The second associate, who agreed; null: none was needed. */
  readonly confirmedBy: string | null;
  readonly receiptNumber: string;
  readonly soldAt: number;
  readonly basket: Basket;
  /** Its member claimed it, because nobody was scanned. Absent: no. */
  readonly isClaimed?: true;
  /** The program of its time. */
  readonly rules: ProgramInForce;
  readonly tierId: string;
  readonly points: number;
  /** What each rule of the program made of it; together they give its points. */
  readonly lines: readonly EarnedLine[];
  /** The end of its return window, over or not; null: it has none. */
  readonly waitsUntil: number | null;
  readonly countedMinor: number;
  /** In which segments the member was before it, of those that its rules ask for; absent: they ask for none. */
  readonly segments?: ReadonlySet<string> | undefined;
  /** What the member's history says about the rule. */
  readonly by: RuleSaid;
}

export type RuleSaid = Pick<Extract<EntryReason, { rule: 'purchase' }>, 'tier' | 'rateHundredths'>;

export const ruleOf = (program: Program, tier: Tier): RuleSaid => ({
  tier: tier.name,
  // With the four digits of `points-per-unit`: of small money, whole hundredths would be none.
  rateHundredths: Math.round(program.pointsPerUnit * tier.rateHundredths * 10_000) / 10_000,
});

/** Stores a purchase and credits its points. The caller has locked its receipt number and its member. */
export async function creditPurchase(work: Work, purchase: CheckedPurchase): Promise<PurchaseRow> {
  const { basket, memberId, storeId } = purchase;
  const row: PurchaseRow = {
    member_id: memberId,
    id: purchase.id,
    till_id: purchase.tillId,
    receipt_number: purchase.receiptNumber,
    store_id: storeId,
    associate_id: purchase.associateId,
    confirmed_by: purchase.confirmedBy,
    at: purchase.soldAt,
    reported_at: work.at,
    minor: basket.total.minor,
    currency: basket.total.currency,
    taxes: basket.taxesMinor,
    tip: basket.tipMinor ?? 0,
    rounding: basket.roundingMinor ?? 0,
    tenders: JSON.stringify(basket.tenders),
    channel: basket.channel ?? 'store',
    place: basket.place ?? null,
    points: purchase.points,
    available_at: availableFrom(purchase.waitsUntil, work.at),
    counts_from: purchase.waitsUntil,
    tier_id: purchase.tierId,
    counted: purchase.countedMinor,
    counted_back: 0,
    acts: basket.acts?.length ? JSON.stringify(basket.acts) : null,
    segments: purchase.segments ? JSON.stringify([...purchase.segments].sort()) : null,
    source: null,
  };
  await addPurchase(work, row, basket);
  await keepLines(work, row, purchase);
  const event: ProgramEvent = {
    kind: 'purchase.reported',
    memberId,
    storeId,
    data: {
      purchaseId: row.id,
      minor: row.minor,
      currency: row.currency,
      points: row.points,
      availableAt: row.available_at === null ? null : new Date(row.available_at).toISOString(),
      tierId: row.tier_id,
      channel: row.channel,
      place: row.place,
      tillId: row.till_id,
      associateId: row.associate_id,
      confirmedBy: row.confirmed_by,
      receiptNumber: row.receipt_number,
      ...(purchase.isClaimed && { claimed: true }),
      earned: purchase.lines.flatMap(({ rule, points }) => (points > 0 ? [{ rule, points }] : [])),
    },
  };
  if (row.points > 0) await creditPoints(work, { ...accrualOf(row, purchase), event });
  else await recordEvent(work, event);
  if (row.points > 0) await mailReceipt(work, row, purchase);
  work.tell(memberTopic(memberId));
  return row;
}

/** For who wants it: what was earned, by which goods, and from when it can be spent. */
async function mailReceipt(
  work: Work,
  row: PurchaseRow,
  { basket, rules, lines, storeId }: CheckedPurchase,
): Promise<void> {
  const { program, context } = work;
  const { publicUrl } = context;
  const message = { kind: 'earned', memberId: row.member_id, cause: row.id } as const;
  await queueMessage(work, message, (to, { language }, choices) =>
    receiptMail({
      to,
      choices,
      program,
      language,
      publicUrl,
      basket,
      url: publicUrl + paths.history,
      points: row.points,
      store: storeNameOf(program, storeId),
      receiptNumber: row.receipt_number,
      soldAt: row.at,
      availableAt: row.available_at,
      rules: partsOf(rules.program, lines).rules ?? [],
    }),
  );
}

/** Keeps what each rule made of it, and adds to the totals of rules that are limited for all members. */
async function keepLines(
  work: Work,
  row: PurchaseRow,
  { lines, rules }: Pick<CheckedPurchase, 'lines' | 'rules'>,
): Promise<void> {
  const limited = new Set(rules.program.earning?.filter(hasTotal).map(({ id }) => id));
  const totals = lines.filter(({ rule, points }) => points > 0 && limited.has(rule));
  const inAll = new Set(totals.map(({ rule }) => rule));
  await addEarnedLines(work, row, lines, { version: rules.version, inAll });
  await addToTotals(work, totals);
}

/** What rules of the program's list gave, with their words of then. */
function partsOf(program: Program, lines: readonly EarnedLine[]): { rules?: RulePart[] } {
  const names = new Map(program.earning?.map(({ id, name }) => [id, name]));
  const rules = lines.flatMap(({ rule: id, points }): RulePart[] => {
    const name = names.get(id);
    return name && points > 0 ? [{ id, name, points }] : [];
  });
  return rules.length > 0 ? { rules } : {};
}

const accrualOf = (row: PurchaseRow, purchase: CheckedPurchase): Omit<Credit, 'event'> => ({
  memberId: row.member_id,
  kind: 'accrual',
  points: row.points,
  sale: { soldAt: row.at, rules: purchase.rules, waitsUntil: purchase.waitsUntil },
  cause: cause.purchase(row.id),
  purchaseId: row.id,
  storeId: purchase.storeId,
  reason: {
    rule: 'purchase',
    spent: purchase.basket.total,
    ...purchase.by,
    receiptNumber: row.receipt_number,
    ...partsOf(purchase.rules.program, purchase.lines),
  },
});
