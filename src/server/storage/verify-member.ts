import { cause, type LedgerEntry } from '#domain/ledger.ts';
import { type Lot, type Replayed, replay } from '#domain/lot.ts';
import type { KeptEntry } from './ledger-entries.ts';
import type { MemberRow, RedemptionRow } from './schema.ts';

/** One thing that does not fit what the ledger says. */
export interface Finding {
  /** Null where it is about no single member. */
  readonly memberId: string | null;
  readonly about: 'ledger' | 'balance' | 'lot' | 'redemption' | 'stock';
  /** For an operator: what is there and what should be. */
  readonly detail: string;
}

/** All that is kept of one member's points, read at one instant. */
interface MemberRecord {
  readonly member: Pick<MemberRow, 'id' | 'balance' | 'last_seq'>;
  /** Every entry, in order. */
  readonly entries: readonly KeptEntry[];
  /** Every lot, empty ones too. */
  readonly lots: readonly Lot[];
  readonly redemptions: readonly Pick<RedemptionRow, 'id' | 'state' | 'points'>[];
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
    ...redemptionFaults(record).map(found('redemption')),
  ];
}

/** The replay, or what makes the ledger contradict itself: then nothing can be compared with it. */
function replayOr(entries: readonly LedgerEntry[]): Replayed | string {
  try {
    return replay(entries);
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}

function balanceFaults({ member, entries }: MemberRecord, { balance }: Replayed): string[] {
  const faults: string[] = [];
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

const describe = (lot: Lot | undefined): string =>
  lot ? `${lot.remaining} points until ${lot.expiresAt}` : 'not there';

/** A redemption was paid for once, and given back once when it ended without use, else not. */
function redemptionFaults({ entries, redemptions }: MemberRecord): string[] {
  const byCause = new Map(entries.map((entry) => [entry.cause, entry]));
  const known = new Set(redemptions.map(({ id }) => id));
  const orphans = entries.flatMap(({ seq, redemptionId }) =>
    redemptionId === null || known.has(redemptionId)
      ? []
      : [`entry ${seq} names the redemption ${redemptionId}, which is not there`],
  );
  const faults = redemptions.flatMap(({ id, state, points }) => {
    const paid = byCause.get(cause.issue(id))?.points ?? null;
    const returned = byCause.get(cause.giveBack(id))?.points ?? null;
    const due = endedUnused.includes(state) ? points : null;
    return [
      ...(paid === null || paid + points !== 0
        ? [`redemption ${id} costs ${points}, its entry says ${paid ?? 'nothing'}`]
        : []),
      ...(returned !== due
        ? [`redemption ${id} is ${state} and gave back ${returned ?? 'nothing'}`]
        : []),
    ];
  });
  return [...orphans, ...faults];
}

const endedUnused: readonly RedemptionRow['state'][] = ['cancelled', 'expired', 'reversed'];
