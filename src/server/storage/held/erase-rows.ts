import { sql } from 'kysely';
import type { LedgerEntryRow } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { type AboutTable, aboutMembers } from './about-members.ts';
import { aside } from './aside.ts';
import type { Aside, HeldTable } from './held.ts';

const membersTables = (Object.keys(aboutMembers) as AboutTable[]) // These are all keys that the object has.
  .map((table): [AboutTable, HeldTable] => [table, aboutMembers[table]])
  .filter(([, { erasing }]) => erasing === 'goes');

type AsideTable = keyof typeof aside;

const lookups = (Object.keys(aside) as AsideTable[]).filter((table) => {
  const held: Aside = aside[table];
  return held.why !== null && held.erasing === 'goes by member';
});

/** The tables whose rows go with the member, by the id in them. */
const goingTables: readonly string[] = [...membersTables.map(([table]) => table), ...lookups];

/** Deletes a member's rows of every table that the lists say so of. What they leave has nobody's name. */
export async function deleteHeld(tx: Tx, memberId: string): Promise<void> {
  for (const table of goingTables) {
    await sql`delete from ${sql.table(table)} where member_id = ${memberId}`.execute(tx.db);
  }
}

/** Takes off the member's own row what says who they are. The row stays for the books, under its id. */
export async function clearMember(tx: Tx, memberId: string, at: number): Promise<void> {
  await tx.db
    .updateTable('members')
    .set({
      erased_at: at,
      number: '',
      address: '',
      first_name: null,
      language: 'en',
      joined_store_id: null,
      proved_at: null,
      first_proved_at: null,
      frozen_at: null,
    })
    .where('id', '=', memberId)
    .execute();
}

/** The entries in which somebody wrote words of their own. */
export async function clearEntryWords(tx: Tx, memberId: string): Promise<LedgerEntryRow[]> {
  const rows = await tx.db
    .selectFrom('ledger_entries')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('seq')
    .execute();
  const cleared = rows.map((row) => ({ ...row, details: withoutWords(row.details) }));
  for (const [index, row] of cleared.entries()) {
    if (row.details === rows[index]?.details) continue;
    await tx.db
      .updateTable('ledger_entries')
      .set({ details: row.details })
      .where('member_id', '=', memberId)
      .where('seq', '=', row.seq)
      .execute();
  }
  return cleared;
}

/** What stands in place of a reason that an associate typed. */
export const reasonGone = 'reversed';

/** Why associates undid something: they typed it, and may have named anybody. */
export async function clearReasons(tx: Tx, memberId: string): Promise<void> {
  await tx.db
    .updateTable('redemptions')
    .set({ end_reason: reasonGone })
    .where('member_id', '=', memberId)
    .where('state', '=', 'reversed')
    .execute();
  await tx.db
    .updateTable('undone_lines')
    .set({ reason: reasonGone })
    .where('member_id', '=', memberId)
    .execute();
}

/** In which segments they were before a purchase: an id may say what they told of themselves. */
export async function clearSegments(tx: Tx, memberId: string): Promise<void> {
  await tx.db
    .updateTable('purchases')
    .set({ segments: null })
    .where('member_id', '=', memberId)
    .where('segments', 'is not', null)
    .execute();
}

/** Words in what support did for them. */
export async function clearActWords(tx: Tx, memberId: string): Promise<void> {
  const rows = await tx.db
    .selectFrom('admin_acts')
    .select(['id', 'details'])
    .where('member_id', '=', memberId)
    .execute();
  for (const { id, details } of rows) {
    const cleared = withoutWords(details);
    if (cleared === details) continue;
    await tx.db.updateTable('admin_acts').set({ details: cleared }).where('id', '=', id).execute();
  }
}

/** JSON without what somebody wrote to the member, or noted: it may name anybody. */
function withoutWords(details: string): string {
  const said = JSON.parse(details) as Record<string, unknown>; // Our own JSON, always an object.
  if (!('why' in said)) return details;
  return JSON.stringify({ ...said, why: typeof said.why === 'string' ? '' : { en: '' } });
}
