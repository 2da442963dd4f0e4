import type { Transaction } from 'kysely';
import type { EventKind } from '#domain/events/event.ts';
import { cause } from '#domain/points/ledger.ts';
import type {
  LedgerEntryRow,
  MemberRow,
  RedemptionRow,
  Tables,
} from '#server/storage/db/schema.ts';
import type { OccasionRow } from '#server/storage/db/schema-occasions.ts';
import type { AwardRow, PurchaseRow, ReturnRow } from '#server/storage/db/schema-purchases.ts';
import { differences, type Told } from './told.ts';
import { membershipEventFaults, type Termed } from './verify-membership-events.ts';
import { usageFaults } from './verify-usage.ts';

/** What events tell of, of one member. */
export interface Tellable extends Termed {
  readonly member: Pick<MemberRow, 'joined_at'>;
  readonly entries: readonly Pick<LedgerEntryRow, 'cause' | 'points' | 'at' | 'seq'>[];
  readonly occasions: readonly OccasionRow[];
  readonly awards: readonly AwardRow[];
  readonly redemptions: readonly RedemptionRow[];
  readonly purchases: readonly PurchaseRow[];
}

const compared = [
  'member.joined',
  'membership.left',
  'membership.refunded',
  'points.adjusted',
  'points.awarded',
  'points.award-taken',
  'points.given',
  'purchase.reported',
  'purchase.returned',
  'redemption.issued',
  'redemption.redeemed',
  'redemption.reversed',
  'redemption.cancelled',
  'redemption.expired',
] as const satisfies readonly EventKind[];

export async function eventsByMember(
  trx: Transaction<Tables>,
  ids: readonly string[],
): Promise<Map<string | null, Told[]>> {
  const rows = await trx
    .selectFrom('events')
    .select(['member_id', 'seq', 'kind', 'at', 'store_id', 'data'])
    .where('member_id', 'in', ids)
    .where('kind', 'in', compared)
    .orderBy('member_id')
    .orderBy('seq')
    .execute();
  const events = rows.map(({ member_id, seq, kind, at, store_id, data }) => ({
    memberId: member_id,
    seq,
    kind,
    at,
    storeId: store_id,
    data: JSON.parse(data) as Told['data'], // recordEvent wrote it.
  }));
  return Map.groupBy(events, ({ memberId }) => memberId);
}

/** When the first event was written: what is older has none. Null: there is none at all. */
export async function firstEventAt(trx: Transaction<Tables>): Promise<number | null> {
  const row = await trx
    .selectFrom('events')
    .select('at')
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}

/**
 * Compares the events, which nobody can change by the rules, with what they tell of.
 * @param since what is older than the first event is left out
 */
export function eventFaults(of: Tellable, events: readonly Told[], since: number): string[] {
  const told = Map.groupBy(events, ({ kind }) => kind);
  const kinds = (kind: EventKind) => told.get(kind) ?? [];
  const joined = of.member.joined_at < since || kinds('member.joined').length > 0;
  return [
    ...(joined ? [] : ['joined, and no event tells of it']),
    ...usageFaults(of.redemptions, events, since),
    ...matched({
      what: 'purchase',
      rows: of.purchases.map((row) => ({ id: row.id, at: row.reported_at, says: soldAs(row) })),
      events: kinds('purchase.reported'),
      named: ({ data }) => data.purchaseId,
      since,
    }),
    ...matched({
      what: 'return',
      // When a return was reported stands only with its receipt number: the till may have been offline before.
      rows: of.returns.map((row) => ({ id: row.id, at: null, says: cameBackAs(row) })),
      events: kinds('purchase.returned'),
      named: ({ data }) => data.returnId,
      since,
    }),
    ...matched({
      what: 'adjustment',
      rows: of.entries
        .filter((entry) => cause.isAdjustment(entry.cause))
        .map(({ cause: named, points, at }) => ({
          id: named.slice(cause.adjustment('').length),
          at,
          says: { points },
        })),
      events: kinds('points.adjusted'),
      named: ({ data }) => data.adjustmentId,
      since,
    }),
    ...givenFaults(of, kinds, since),
    ...membershipEventFaults(of, kinds),
  ];
}

/** What rules gave that is no purchase's own: for occasions, and awards with what was taken back of them. */
function givenFaults(
  { occasions, awards, entries }: Tellable,
  kinds: (kind: EventKind) => readonly Told[],
  since: number,
): string[] {
  const atOf = new Map(entries.map((entry) => [entry.cause, entry.at]));
  const named = ({ data }: Told) => `${data.number} of rule ${data.rule}`;
  return [
    ...matched({
      what: 'gift',
      rows: occasions.map((row) => ({
        id: giftOf(row.kind, row.rule_id, row.occasion, row.at),
        at: row.at,
        says: { points: row.points },
      })),
      events: kinds('points.given'),
      named: ({ at, data }) => giftOf(data.kind, data.rule, data.adjustmentId, at),
      since,
    }),
    ...matched({
      what: 'award',
      // When it was given stands only with its points: a reward has no entry.
      rows: awards.map(({ rule_id, number, points }) => ({
        id: `${number} of rule ${rule_id}`,
        says: { points },
        at: atOf.get(cause.award(rule_id, number)) ?? null,
      })),
      events: kinds('points.awarded'),
      named,
      since,
    }),
    ...matched({
      what: 'award back',
      rows: awards
        .filter(({ back_at }) => back_at !== null)
        .map(({ rule_id, number, points, lapsed, back_at }) => ({
          id: `${number} of rule ${rule_id}`,
          at: back_at,
          says: { points: points - lapsed },
        })),
      events: kinds('points.award-taken'),
      named,
      since,
    }),
  ];
}

/** An apology has the id that support gave it; nothing else happens twice by a rule at one instant. */
const giftOf = (kind: unknown, rule: unknown, occasion: unknown, at: number): string =>
  `${kind} of rule ${rule} ${kind === 'apology' ? occasion : `at ${at}`}`;

const soldAs = (row: PurchaseRow) => ({
  minor: row.minor,
  currency: row.currency,
  tillId: row.till_id,
  receiptNumber: row.receipt_number,
  associateId: row.associate_id,
});

const cameBackAs = (row: ReturnRow) => ({ purchaseId: row.purchase_id, minor: row.minor });

interface Matching {
  readonly what: string;
  /** `at`: when its event was written; null: its row does not say, so it is not missed. */
  readonly rows: readonly {
    id: string;
    at: number | null;
    says: Readonly<Record<string, unknown>>;
  }[];
  readonly events: readonly Told[];
  /** Which row an event is of. */
  readonly named: (event: Told) => unknown;
  readonly since: number;
}

/** Pairs rows with the events that name them, and compares what both say. */
function matched({ what, rows, events, named, since }: Matching): string[] {
  const byId = new Map(events.map((event) => [named(event), event]));
  const known = new Set<unknown>(rows.map(({ id }) => id));
  return [
    ...rows.flatMap(({ id, at, says }) => {
      const event = byId.get(id);
      if (event) return differences(`${what} ${id}`, says, event);
      return at === null || at < since ? [] : [`no event tells of ${what} ${id}`];
    }),
    ...events
      .filter((event) => !known.has(named(event)))
      .map((event) => `event ${event.seq} tells of ${what} ${named(event)}, which is not there`),
  ];
}
