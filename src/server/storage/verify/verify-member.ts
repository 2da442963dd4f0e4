import { cause, type LedgerEntry } from '#domain/points/ledger.ts';
import type { Lot } from '#domain/points/lot.ts';
import { type Replayed, replay } from '#domain/points/replay.ts';
import type { MemberRow, RedemptionRow } from '#server/storage/db/schema.ts';
import type { MembershipRow } from '#server/storage/db/schema-memberships.ts';
import type { OccasionRow } from '#server/storage/db/schema-occasions.ts';
import type { AwardRow } from '#server/storage/db/schema-purchases.ts';
import type { KeptEntry } from '#server/storage/points/ledger-entries.ts';
import type { Opinions, PurchaseRecord } from './verify-earning.ts';
import { awardFaults, occasionFaults, opinionFaults } from './verify-earning.ts';
import { membershipFaults } from './verify-memberships.ts';
import { purchaseFaults } from './verify-purchases.ts';

/** One thing that contradicts the ledger. */
export interface Finding {
  /** Null: it is about no single member. */
  readonly memberId: string | null;
  readonly about:
    | 'ledger'
    | 'chain'
    | 'event'
    | 'code'
    | 'member'
    | 'answer'
    | 'balance'
    | 'lot'
    | 'redemption'
    | 'purchase'
    | 'stock'
    | 'pool'
    | 'rule'
    | 'membership'
    | 'segment'
    | 'day';
  /** What is there and what should be, for an operator. */
  readonly detail: string;
}

/** A lot as it is stored. */
export interface CachedLot extends Lot {
  /** When it ends, as its member was told; null: nobody has told them. */
  readonly endsAt: number | null;
}

/** All that is stored about one member's points, read at one instant. */
interface MemberRecord {
  readonly member: Pick<MemberRow, 'id' | 'balance' | 'debt' | 'last_seq'>;
  /** Every entry, in order. */
  readonly entries: readonly KeptEntry[];
  /** Every lot, empty ones too. */
  readonly lots: readonly CachedLot[];
  readonly redemptions: readonly Pick<RedemptionRow, 'id' | 'state' | 'points' | 'given_back'>[];
  readonly purchases: readonly PurchaseRecord[];
  readonly awards: readonly AwardRow[];
  readonly occasions: readonly OccasionRow[];
  /** What answers and reviews gave; null: they went with their member. */
  readonly opinions: Opinions | null;
  readonly memberships: readonly MembershipRow[];
}

export function findingsOf(record: MemberRecord): Finding[] {
  const found = (about: Finding['about']) => (detail: string) => ({
    memberId: record.member.id,
    about,
    detail,
  });
  const replayed = replayOr(record.entries);
  if (typeof replayed === 'string') return [found('ledger')(replayed)];
  return [
    ...balanceFaults(record, replayed).map(found('balance')),
    ...lotFaults(record, replayed).map(found('lot')),
    ...untoldFaults(record).map(found('lot')),
    ...redemptionFaults(record).map(found('redemption')),
    ...purchaseFaults(record.entries, record.purchases).map(found('purchase')),
    ...awardFaults(record.entries, record.awards).map(found('rule')),
    ...occasionFaults(record.entries, record.occasions).map(found('rule')),
    ...opinionFaults(record.occasions, record.opinions).map(found('rule')),
    ...membershipFaults(record.entries, record.memberships, record.purchases).map(
      found('membership'),
    ),
  ];
}

/** The replay; or why the ledger contradicts itself, so that nothing can be compared with it. */
function replayOr(entries: readonly LedgerEntry[]): Replayed | string {
  try {
    return replay(entries);
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}

function balanceFaults({ member, entries }: MemberRecord, { balance, debt }: Replayed): string[] {
  const faults: string[] = [];
  if (member.debt !== debt) faults.push(`the debt says ${member.debt}, the ledger ${debt}`);
  if (member.balance !== balance) {
    faults.push(`the balance says ${member.balance}, the ledger ${balance}`);
  }
  if (member.last_seq !== entries.length) {
    faults.push(`the last number says ${member.last_seq}, the ledger ${entries.length}`);
  }
  return faults;
}

function lotFaults({ lots }: MemberRecord, replayed: Replayed): string[] {
  const kept = new Map(lots.map((lot) => [lot.id, lot]));
  const ids = new Set([...kept.keys(), ...replayed.lots.keys()]);
  return [...ids].flatMap((id) => {
    const says = describe(kept.get(id));
    const should = describe(replayed.lots.get(id));
    return says === should ? [] : [`lot ${id} is ${says}, by the ledger ${should}`];
  });
}

/** Nothing expires untold, and nothing before the day that was told. */
function untoldFaults({ entries, lots }: MemberRecord): string[] {
  const kept = new Map(lots.map((lot) => [lot.id, lot]));
  return entries
    .filter(({ kind }) => kind === 'expiry')
    .flatMap(({ seq, at, draws }) =>
      draws.flatMap(({ lotId }) => {
        const ends = kept.get(lotId)?.endsAt ?? null;
        if (ends !== null && ends <= at) return [];
        return [
          `entry ${seq} ends lot ${lotId}, whose end was ${ends === null ? 'never told' : `told as ${ends}`}`,
        ];
      }),
    );
}

const describe = (lot: Lot | undefined): string =>
  lot
    ? `${lot.remaining} points until ${lot.expiresAt}, available from ${lot.availableAt ?? 'the first'}`
    : 'not there';

/** A redemption was paid for once. It was given back completely if it ended unused, else at most in part. */
function redemptionFaults({ entries, redemptions }: MemberRecord): string[] {
  const byCause = new Map(entries.map((entry) => [entry.cause, entry]));
  const known = new Set(redemptions.map(({ id }) => id));
  const orphans = entries.flatMap(({ seq, redemptionId }) =>
    redemptionId === null || known.has(redemptionId)
      ? []
      : [`entry ${seq} names the redemption ${redemptionId}, which is not there`],
  );
  const backs = Map.groupBy(
    entries.filter(({ kind }) => kind === 'reversal'),
    ({ redemptionId }) => redemptionId,
  );
  const faults = redemptions.flatMap(({ id, state, points, given_back }) => {
    const paid = byCause.get(cause.issue(id))?.points ?? null;
    const ended = endedUnused.includes(state);
    const returned = backInTurn(id, backs.get(id) ?? []);
    const right = ended ? returned === points : (returned ?? 0) < Math.max(1, points);
    return [
      ...(paid === null || paid + points !== 0
        ? [`redemption ${id} costs ${points}, its entry says ${paid ?? 'nothing'}`]
        : []),
      ...(right && returned !== undefined && (returned ?? 0) === given_back
        ? []
        : [
            `redemption ${id} is ${state} and gave back ${returned ?? 'nothing'}, not ${given_back}`,
          ]),
    ];
  });
  return [...orphans, ...faults];
}

/**
 * What came back of a redemption, part after part, each named by how many came before.
 * @returns null when nothing did, undefined when the parts do not follow each other
 */
function backInTurn(id: string, parts: readonly LedgerEntry[]): number | null | undefined {
  let back: number | null = null;
  for (const part of parts) {
    if (part.cause !== cause.giveBack(id, back ?? 0)) return undefined;
    back = (back ?? 0) + part.points;
  }
  return back;
}

const endedUnused: readonly RedemptionRow['state'][] = ['cancelled', 'expired', 'reversed'];
