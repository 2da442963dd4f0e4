import type { Kysely } from 'kysely';
import { afterDebt, debtAfter } from '#domain/points/debt.ts';
import {
  cause,
  type Draw,
  type EntryDraft,
  type EntryReason,
  type LedgerEntry,
} from '#domain/points/ledger.ts';
import { addRows } from '#server/storage/db/many-rows.ts';
import type { LedgerEntryRow, Tables } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { type ChainHash, chained } from './chain.ts';
import { applyDraw, keepLots, openLot } from './lots.ts';

/** Stored with an entry, so that history can explain it. */
interface EntryContext {
  readonly redemptionId: string | null;
  readonly purchaseId: string | null;
  readonly storeId: string | null;
  readonly reason: EntryReason;
  /** The version of the program that was in force. */
  readonly programVersion: number;
}

export type NewEntry = EntryDraft & EntryContext;
export type KeptEntry = LedgerEntry & EntryContext;

/**
 * Adds an entry and updates balance, debt and lots, in the caller's transaction. The caller has called lockMember. An
 * entry with `lotExpiresAt` opens a lot, whose id is the entry's cause. Incoming points pay a debt first, whoever
 * brings them: the draws say where the rest goes.
 * @returns the entry; if its cause has one already, that one, with nothing changed
 * @throws Error when the member is unknown, the draws don't sum to the points, or a lot would be overdrawn
 */
export async function appendEntry(
  tx: Tx,
  memberId: string,
  draft: NewEntry,
  hash: ChainHash,
): Promise<KeptEntry> {
  const before = await entryByCause(tx.db, memberId, draft.cause);
  if (before) return before;
  const { balance, debt, last_seq, chain_head } = await tx.db
    .selectFrom('members')
    .select(['balance', 'debt', 'last_seq', 'chain_head'])
    .where('id', '=', memberId)
    .executeTakeFirstOrThrow(() => new Error('no such member to append an entry to'));
  const entry = draft.points > 0 ? { ...draft, draws: afterDebt(draft.draws, debt) } : draft;
  const owed = debtAfter(entry, debt);
  if (owed === null) throw new Error(`an entry of ${draft.points} moves ${sumOf(draft.draws)}`);
  const row = toRow(memberId, entry, { seq: last_seq + 1, balanceAfter: balance + draft.points });
  const { rows, head } = chained(hash, chain_head, [row]);
  await tx.db.insertInto('ledger_entries').values(rows).execute();
  if (draft.keepsUntil !== undefined) await keepLots(tx, memberId, draft.keepsUntil);
  await openLot(tx, memberId, draft);
  for (const draw of entry.draws) await applyDraw(tx, memberId, draw);
  await tx.db
    .updateTable('members')
    .set({ balance: row.balance_after, debt: owed, last_seq: row.seq, chain_head: head })
    .where('id', '=', memberId)
    .execute();
  return toEntry(row);
}

const entriesIn = (db: Kysely<Tables>, memberId: string) =>
  db.selectFrom('ledger_entries').selectAll().where('member_id', '=', memberId);

/** The entry of this cause, if it has one. */
export async function entryByCause(
  db: Kysely<Tables>,
  memberId: string,
  cause: string,
): Promise<KeptEntry | undefined> {
  const row = await entriesIn(db, memberId).where('cause', '=', cause).executeTakeFirst();
  return row && toEntry(row);
}

/** What expired of a member's points at `since` or later, the earliest first. */
export async function expiriesSince(
  db: Kysely<Tables>,
  memberId: string,
  since: number,
): Promise<KeptEntry[]> {
  const rows = await entriesIn(db, memberId)
    .where('kind', '=', 'expiry')
    .where('at', '>=', since)
    .orderBy('seq')
    .execute();
  return rows.map(toEntry);
}

/** The entries that gave back a redemption's points, part after part. */
export async function giveBacksOf(
  db: Kysely<Tables>,
  memberId: string,
  redemptionId: string,
): Promise<KeptEntry[]> {
  const begin = cause.giveBack(redemptionId);
  const rows = await entriesIn(db, memberId)
    // The first is named by the redemption alone, the others continue with a colon: the character after it ends the
    // range.
    .where('cause', '>=', begin)
    .where('cause', '<', `${begin};`)
    .orderBy('seq')
    .execute();
  return rows.map(toEntry);
}

/** A member's entries, the latest first. @param before the seq at which the page before ended */
export async function entriesOf(
  db: Kysely<Tables>,
  memberId: string,
  page: { readonly before?: number; readonly limit: number },
): Promise<KeptEntry[]> {
  let query = entriesIn(db, memberId);
  if (page.before !== undefined) query = query.where('seq', '<', page.before);
  const rows = await query.orderBy('seq', 'desc').limit(page.limit).execute();
  return rows.map(toEntry);
}

/** What happened to a member's points at one store, the latest first; one row more than wanted if there are more. */
export async function entriesOfStore(
  db: Kysely<Tables>,
  memberId: string,
  page: { readonly storeId: string; readonly before?: number; readonly limit: number },
): Promise<KeptEntry[]> {
  let query = entriesIn(db, memberId).where('store_id', '=', page.storeId);
  if (page.before !== undefined) query = query.where('seq', '<', page.before);
  const rows = await query
    .orderBy('seq', 'desc')
    .limit(page.limit + 1)
    .execute();
  return rows.map(toEntry);
}

export const toEntry = (row: Omit<LedgerEntryRow, 'link'>): KeptEntry => ({
  memberId: row.member_id,
  seq: row.seq,
  kind: row.kind,
  points: row.points,
  draws: JSON.parse(row.draws) as Draw[], // The code below writes both, from these types.
  cause: row.cause,
  balanceAfter: row.balance_after,
  at: row.at,
  lotExpiresAt: row.lot_expires_at,
  ...(row.lot_available_at !== null && { lotAvailableAt: row.lot_available_at }),
  ...(row.keeps_until !== null && { keepsUntil: row.keeps_until }),
  redemptionId: row.redemption_id,
  purchaseId: row.purchase_id,
  storeId: row.store_id,
  reason: JSON.parse(row.details) as EntryReason,
  programVersion: row.program_version,
});

/** An entry as a row, without its link. */
export const toRow = (
  memberId: string,
  draft: NewEntry,
  { seq, balanceAfter }: { seq: number; balanceAfter: number },
): Omit<LedgerEntryRow, 'link'> => ({
  member_id: memberId,
  seq,
  kind: draft.kind,
  points: draft.points,
  draws: JSON.stringify(draft.draws),
  cause: draft.cause,
  balance_after: balanceAfter,
  at: draft.at,
  lot_expires_at: draft.lotExpiresAt,
  lot_available_at: draft.lotAvailableAt ?? null,
  keeps_until: draft.keepsUntil ?? null,
  redemption_id: draft.redemptionId,
  purchase_id: draft.purchaseId,
  store_id: draft.storeId,
  details: JSON.stringify(draft.reason),
  program_version: draft.programVersion,
});

const sumOf = (draws: readonly Draw[]): number => draws.reduce((sum, draw) => sum + draw.points, 0);

/** The columns of an entry. */
const columns = {
  member_id: 'text',
  seq: 'whole',
  kind: 'text',
  points: 'whole',
  draws: 'text',
  cause: 'text',
  balance_after: 'whole',
  at: 'whole',
  lot_expires_at: 'whole',
  lot_available_at: 'whole',
  keeps_until: 'whole',
  redemption_id: 'text',
  purchase_id: 'text',
  store_id: 'text',
  details: 'text',
  program_version: 'whole',
  link: 'text',
} as const satisfies Record<keyof LedgerEntryRow, 'text' | 'whole'>;

/** Adds entries of many members, whose rows, lots and links the caller keeps in step. */
export const addEntries = (tx: Tx, entries: readonly LedgerEntryRow[]): Promise<void> =>
  addRows(tx.db, 'ledger_entries', columns, entries);
