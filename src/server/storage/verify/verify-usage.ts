import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { differences, type Told } from './told.ts';

/** The states that a redemption may have after an event. */
const statesAfter: Readonly<Record<string, readonly RedemptionRow['state'][]>> = {
  'redemption.issued': ['issued', 'reserved'],
  'redemption.redeemed': ['redeemed'],
  'redemption.reversed': ['reversed'],
  'redemption.cancelled': ['cancelled'],
  'redemption.expired': ['expired'],
};

/** Compares redemptions with the events of their life: a used voucher that somebody made good again, another use. */
export function usageFaults(
  redemptions: readonly RedemptionRow[],
  events: readonly Told[],
  since: number,
): string[] {
  const own = Map.groupBy(
    // A part of its points came back, and it stays redeemed.
    events.filter(({ kind, data }) => kind in statesAfter && data.whole !== false),
    ({ data }) => data.redemptionId,
  );
  const known = new Set<unknown>(redemptions.map(({ id }) => id));
  return [
    ...redemptions.flatMap((row) => lifeFaults(row, own.get(row.id) ?? [], since)),
    ...[...own.values()]
      .flatMap(([first]) => first ?? [])
      .filter(({ data }) => !known.has(data.redemptionId))
      .map(
        ({ seq, data }) =>
          `event ${seq} tells of redemption ${data.redemptionId}, which is not there`,
      ),
  ];
}

function lifeFaults(row: RedemptionRow, events: readonly Told[], since: number): string[] {
  const of = `redemption ${row.id}`;
  const issued = events.find(({ kind }) => kind === 'redemption.issued');
  const used = events.findLast(({ kind }) => kind === 'redemption.redeemed');
  const last = events.at(-1);
  return [
    ...(issued || row.issued_at < since ? [] : [`no event tells that ${of} was issued`]),
    ...stateFaults(row, last, since),
    ...(issued ? differences(of, { points: row.points, rewardId: row.reward_id }, issued) : []),
    ...(used && row.used_at !== null ? differences(of, useOf(row), withStore(used)) : []),
  ];
}

function stateFaults(row: RedemptionRow, last: Told | undefined, since: number): string[] {
  const of = `redemption ${row.id}`;
  if (last) {
    if (statesAfter[last.kind]?.includes(row.state)) return [];
    return [`${of} is ${row.state}, its last event ${last.seq} says ${last.kind.split('.')[1]}`];
  }
  const changedAt = row.ended_at ?? row.used_at;
  const open = row.state === 'issued' || row.state === 'reserved';
  return open || changedAt === null || changedAt < since
    ? []
    : [`no event tells that ${of} is ${row.state}`];
}

const useOf = (row: RedemptionRow) => ({
  storeId: row.used_store_id,
  tillId: row.used_till_id,
  associateId: row.associate_id,
  receiptNumber: row.receipt_number,
  entered: row.entered,
  redeemedAt: row.used_at === null ? null : new Date(row.used_at).toISOString(),
});

const withStore = ({ seq, storeId, data }: Told) => ({ seq, data: { ...data, storeId } });
