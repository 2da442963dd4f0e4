import { awardsToChange, type Counted, timesDue } from '#domain/earning/award.ts';
import type { EarnedLine } from '#domain/earning/earned-line.ts';
import { leftOf, roomFor } from '#domain/earning/room.ts';
import { clawBack } from '#domain/points/debt.ts';
import { cause } from '#domain/points/ledger.ts';
import { windowEnd } from '#domain/points/pending.ts';
import { type CountingRule, isCounting } from '#domain/program/earning-rule.ts';
import type {
  AwardRow,
  PurchaseRow,
  ReturnReceiptRow,
} from '#server/storage/db/schema-purchases.ts';
import { expiredOf, holdingOf } from '#server/storage/points/holdings.ts';
import { addAward, awardsOf, markAwardBack } from '#server/storage/purchases/awards.ts';
import { countedBy } from '#server/storage/purchases/earned-lines.ts';
import { addToTotal } from '#server/storage/purchases/earning-totals.ts';
import type { ProgramInForce } from '#server/usecases/ground/program-in-force.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { changePoints, creditPoints } from '#server/usecases/points/change-points.ts';
import { hasTotal, totalsToGive } from './earn-points.ts';

/** What a sale or a return has just changed in what is counted for a rule. */
interface Change {
  readonly rule: string;
  readonly within: number;
  /** Above zero: counted; below: taken back. */
  readonly by: number;
}

/** A sale, and the program of its time. */
interface Settled {
  readonly purchase: PurchaseRow;
  readonly rules: ProgramInForce;
}

interface Settling extends Settled {
  readonly change: Change;
  readonly rule: CountingRule;
  /** The member's awards of the rule, in the goal's period if it is a goal. */
  readonly awards: readonly AwardRow[];
}

/** Gives what a purchase makes due by rules that count over several, once its lines are kept. */
export async function settleSale(
  work: Work,
  sale: Settled,
  lines: readonly EarnedLine[],
): Promise<void> {
  for (const { rule, within, counted: by } of lines) {
    const found = await changedBy(work, sale, { rule, within, by });
    if (!found) continue;
    const { wanted, settling } = found;
    const inAll = hasTotal(settling.rule)
      ? await totalsToGive(work, [settling.rule])
      : new Map<string, never>();
    const toMember = new Map([[rule, standing(settling.awards).map(({ at }) => at)]]);
    const given = { toMember, inAll };
    const room = roomFor(settling.rule, given, sale.purchase.at, sale.rules.program.timeZone);
    let { left } = leftOf(settling.rule, inAll);
    for (let turn = 0; turn < Math.min(wanted, room) && left > 0; turn += 1) {
      const points = Math.min(settling.rule.points, left);
      await give(work, settling, { points, turn });
      left -= points;
    }
  }
}

/** Takes back awards that are no longer due after a return, the latest first. */
export async function settleReturn(
  work: Work,
  {
    purchase,
    rules,
    receipt,
    changes,
  }: Settled & { receipt: ReturnReceiptRow; changes: readonly Change[] },
): Promise<void> {
  for (const change of changes) {
    const found = await changedBy(work, { purchase, rules }, change);
    if (!found) continue;
    const { wanted, settling } = found;
    const latest = standing(settling.awards).toReversed();
    for (const award of latest.slice(0, Math.max(0, -wanted))) {
      await takeBack(work, settling.rule, award, receipt);
    }
  }
}

/** How many awards a change makes due, or no more; null: it changes nothing, or the rule has left the program. */
async function changedBy(
  work: Work,
  { purchase, rules }: Settled,
  change: Change,
): Promise<{ wanted: number; settling: Settling } | null> {
  if (change.by === 0) return null;
  const rule = rules.program.earning?.find(({ id }) => id === change.rule);
  if (!rule || !isCounting(rule)) return null;
  const within = rule.kind === 'spend-goal' ? change.within : null;
  const all = await awardsOf(work.db, purchase.member_id, rule.id);
  const awards = all.filter((one) => within === null || one.within === within);
  const counted = await countedBy(work.db, purchase.member_id, { rule: rule.id, within });
  const wanted = awardsToChange({
    before: timesDue(rule, without(counted, change)),
    after: timesDue(rule, counted),
    given: standing(awards).length,
    room: Number.POSITIVE_INFINITY,
  });
  return { wanted, settling: { purchase, rules, change, rule, awards: all } };
}

const without = (counted: readonly Counted[], { within, by }: Change): Counted[] =>
  counted.map((one) => (one.within === within ? { ...one, counted: one.counted - by } : one));

const standing = (awards: readonly AwardRow[]): AwardRow[] =>
  awards.filter(({ back_at }) => back_at === null);

async function give(
  work: Work,
  { purchase, rules, change, rule, awards }: Settling,
  { points, turn }: { points: number; turn: number },
): Promise<void> {
  const number = awards.length + 1 + turn;
  const memberId = purchase.member_id;
  const inAll = hasTotal(rule);
  await addAward(work, {
    ...{ member_id: memberId, rule_id: rule.id, number, points },
    within: rule.kind === 'spend-goal' ? change.within : 0,
    ...{ at: purchase.at, purchase_id: purchase.id, in_all: Number(inAll) },
    ...{ back_at: null, lapsed: 0 },
  });
  if (inAll) await addToTotal(work, rule.id, { times: 1, points });
  await creditPoints(work, {
    ...{ memberId, points, storeId: purchase.store_id, purchaseId: purchase.id },
    kind: 'accrual',
    cause: cause.award(rule.id, number),
    sale: { soldAt: purchase.at, rules, waitsUntil: windowEnd(rules.program, purchase.at) },
    reason: { rule: 'award', id: rule.id, name: rule.name },
    event: {
      kind: 'points.awarded',
      ...{ memberId, storeId: purchase.store_id },
      data: { rule: rule.id, number, points, purchaseId: purchase.id },
    },
  });
}

async function takeBack(
  work: Work,
  rule: CountingRule,
  award: AwardRow,
  receipt: ReturnReceiptRow,
): Promise<void> {
  const { member_id: memberId, number, points } = award;
  const lotId = cause.award(rule.id, number);
  const { lots } = await holdingOf(work.db, memberId);
  const own = { lotId, lapsed: await expiredOf(work.db, memberId, lotId) };
  const { draws, lapsed } = clawBack(lots, own, points, work.at);
  await markAwardBack(work, award, { at: work.at, lapsed });
  if (award.in_all === 1) await addToTotal(work, rule.id, { times: -1, points: -points });
  const event = {
    kind: 'points.award-taken',
    ...{ memberId, storeId: receipt.store_id },
    data: { rule: rule.id, number, points: points - lapsed, returnId: receipt.return_id },
  } as const;
  if (lapsed === points) return recordEvent(work, event);
  await changePoints(work, {
    ...{ memberId, points: lapsed - points, draws, storeId: receipt.store_id },
    kind: 'reversal',
    cause: cause.awardBack(rule.id, number),
    purchaseId: award.purchase_id,
    reason: { rule: 'award-back', id: rule.id, name: rule.name },
    event,
  });
}
