import { cause, type EntryReason } from '#domain/points/ledger.ts';
import type { LedgerEntryRow, LotRow, MemberRow } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { type ChainHash, chained } from './chain.ts';
import { addEntries } from './ledger-entries.ts';
import { addLots, unnoticed } from './lots.ts';

/** Points that a new member brings along. */
export interface Opening {
  readonly points: number;
  /** The first instant in which they are over. */
  readonly expiresAt: number;
  /** Pending until then; null: they can be spent at once. */
  readonly availableAt: number | null;
}

/** The first entries of a member who has none yet, their lots, and what the member's own row caches of them. */
export interface OpenedAccount {
  readonly entries: readonly LedgerEntryRow[];
  readonly lots: readonly LotRow[];
  readonly cached: Pick<MemberRow, 'balance' | 'last_seq' | 'chain_head'>;
}

interface Opened {
  readonly memberId: string;
  /** The system that they come from. */
  readonly source: string;
  readonly at: number;
  readonly programVersion: number;
}

/** Makes the entries and lots of opening balances: of each one entry and one lot, as `appendEntry` would. */
export function openedAccount(
  openings: readonly Opening[],
  { memberId, source, at, programVersion }: Opened,
  hash: ChainHash,
): OpenedAccount {
  const reason: EntryReason = { rule: 'opening' };
  let balance = 0;
  const drafts = openings.map(({ points, expiresAt, availableAt }, index) => {
    balance += points;
    const why = cause.opening(source, index + 1);
    return {
      member_id: memberId,
      seq: index + 1,
      kind: 'accrual' as const,
      points,
      draws: JSON.stringify([{ lotId: why, points }]),
      cause: why,
      balance_after: balance,
      at,
      lot_expires_at: expiresAt,
      lot_available_at: availableAt,
      keeps_until: null,
      redemption_id: null,
      purchase_id: null,
      store_id: null,
      details: JSON.stringify(reason),
      program_version: programVersion,
    };
  });
  const { rows, head } = chained(hash, null, drafts);
  return {
    entries: rows,
    lots: drafts.map((row) => ({
      member_id: memberId,
      id: row.cause,
      remaining: row.points,
      expires_at: row.lot_expires_at,
      available_at: row.lot_available_at,
      untold: row.lot_available_at === null ? 0 : 1,
      ...unnoticed(row.lot_expires_at),
    })),
    cached: { balance, last_seq: rows.length, chain_head: head },
  };
}

/** Stores the entries and lots of many new members, whose rows are there with what they cache. */
export async function putOpened(tx: Tx, accounts: readonly OpenedAccount[]): Promise<void> {
  await addEntries(
    tx,
    accounts.flatMap((account) => account.entries),
  );
  await addLots(
    tx,
    accounts.flatMap((account) => account.lots),
  );
}
