import type { EventKind } from '#domain/events/event.ts';
import type { MembershipRow } from '#server/storage/db/schema-memberships.ts';
import type { ReturnRow } from '#server/storage/db/schema-purchases.ts';
import type { Told } from './told.ts';

/** A member's terms, and the returns of what they were sold with. */
export interface Termed {
  readonly memberships: readonly MembershipRow[];
  readonly returns: readonly ReturnRow[];
}

type Kinds = (kind: EventKind) => readonly Told[];

/**
 * Checks when a term was taken back, and when its member said that it is not to be renewed, against the events: both
 * decide what is charged and what a tier lasts, and no entry of the ledger has them.
 */
export function membershipEventFaults({ memberships, returns }: Termed, kinds: Kinds): string[] {
  const refunded = new Map(
    kinds('membership.refunded').map(({ data }) => [data.membershipId, data.backAt]),
  );
  return [
    ...memberships.flatMap((row) => backFaults(row, refunded.get(row.id), returns)),
    ...[...Map.groupBy(memberships, ({ tier_id }) => tier_id)].flatMap(([tierId, rows]) =>
      leftFaults(
        rows,
        kinds('membership.left').filter(({ data }) => data.tierId === tierId),
      ),
    ),
  ];
}

/** The first one to take it back said when; a return of an earlier day that is reported later may only end it earlier. */
function backFaults(row: MembershipRow, told: unknown, returns: readonly ReturnRow[]): string[] {
  const { id, back_at: backAt, bought_at: boughtAt } = row;
  // That it was taken back at all is compared with its entry.
  if (backAt === null || typeof told !== 'string') return [];
  const first = Date.parse(told);
  const allowed = returns
    .filter((one) => one.purchase_id === row.purchase_id)
    .map(({ at }) => Math.max(at, boughtAt))
    .filter((at) => at < first);
  return backAt === first || allowed.includes(backAt)
    ? []
    : [`membership ${id} says it was taken back at ${backAt}, its event says ${first}`];
}

/** What a member has said since they last took it back stands in the rows, each at its time. */
function leftFaults(rows: readonly MembershipRow[], told: readonly Told[]): string[] {
  const kept = told.findLastIndex(({ data }) => data.leaves === false);
  const said = told.slice(kept + 1);
  const last = said.at(-1);
  // A till's fast clock may have sold it a little later than that was said.
  const isOf = (row: MembershipRow, { at }: Told) => row.left_at === Math.max(at, row.bought_at);
  return [
    ...rows
      .filter((row) => row.left_at !== null && !said.some((one) => isOf(row, one)))
      .map(({ id, left_at }) => `membership ${id} says it was left at ${left_at}, no event does`),
    ...(last && !rows.some((row) => isOf(row, last))
      ? [`event ${last.seq} tells that a membership was left, and none was`]
      : []),
  ];
}
