import type { Kysely } from 'kysely';
import type { Reward } from '#domain/program/program.ts';
import type { Confirmation } from '#domain/redemption/confirmation.ts';
import { confirmationMs } from '#domain/redemption/confirmation.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { ConfirmationIdRow, ConfirmationRow } from '#server/storage/db/schema-counter.ts';
import type { Tx } from '#server/storage/db/store.ts';

export function confirmationRow(
  db: Kysely<Tables>,
  memberId: string,
  id: string,
): Promise<ConfirmationRow | undefined> {
  return db
    .selectFrom('confirmations')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The question with this id. */
export function confirmationById(
  db: Kysely<Tables>,
  id: string,
): Promise<ConfirmationIdRow | undefined> {
  return db.selectFrom('confirmation_ids').selectAll().where('id', '=', id).executeTakeFirst();
}

/** @returns false when somebody has the id already: callers make ids, so two may make the same one */
export async function claimConfirmationId(tx: Tx, row: ConfirmationIdRow): Promise<boolean> {
  const claimed = await tx.db
    .insertInto('confirmation_ids')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return claimed !== undefined;
}

/** The member's open questions, the latest first. */
export function openConfirmations(
  db: Kysely<Tables>,
  memberId: string,
  at: number,
): Promise<ConfirmationRow[]> {
  return db
    .selectFrom('confirmations')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('state', '=', 'open')
    .where('asked_at', '>', at - confirmationMs)
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .execute();
}

/** Who asks at a till: an associate at its page, or its POS. */
export type Asker =
  | { readonly associateId: string; readonly tillId?: string }
  | { readonly posOf: string };

/**
 * The open questions of one asker, in an order in which their members can be locked. There is no index for it: they are
 * looked up when somebody leaves, not when a shopper waits.
 */
export function openConfirmationsOf(
  db: Kysely<Tables>,
  asker: Asker,
  at: number,
): Promise<ConfirmationRow[]> {
  let open = db
    .selectFrom('confirmations')
    .selectAll()
    .where('state', '=', 'open')
    .where('asked_at', '>', at - confirmationMs);
  if ('posOf' in asker) {
    open = open.where('till_id', '=', asker.posOf).where('associate_id', 'is', null);
  } else {
    open = open.where('associate_id', '=', asker.associateId);
    if (asker.tillId !== undefined) open = open.where('till_id', '=', asker.tillId);
  }
  return open.orderBy('member_id').orderBy('id').execute();
}

/** The till's questions for one receipt, the latest first, to recognise a retry. */
export function confirmationsOfReceipt(
  db: Kysely<Tables>,
  of: Pick<ConfirmationRow, 'member_id' | 'till_id' | 'receipt_number'>,
): Promise<ConfirmationRow[]> {
  return db
    .selectFrom('confirmations')
    .selectAll()
    .where('member_id', '=', of.member_id)
    .where('till_id', '=', of.till_id)
    .where('receipt_number', '=', of.receipt_number)
    .orderBy('asked_at', 'desc')
    .execute();
}

export async function addConfirmation(tx: Tx, row: ConfirmationRow): Promise<void> {
  await tx.db.insertInto('confirmations').values(row).execute();
}

export async function changeConfirmation(
  tx: Tx,
  row: Pick<ConfirmationRow, 'member_id' | 'id'>,
  change: Partial<Pick<ConfirmationRow, 'state' | 'wrong_codes' | 'tried_pins' | 'redemption_id'>>,
): Promise<void> {
  await tx.db
    .updateTable('confirmations')
    .set(change)
    .where('member_id', '=', row.member_id)
    .where('id', '=', row.id)
    .execute();
}

export const toConfirmation = (row: ConfirmationRow): Confirmation => ({
  state: row.state,
  askedAt: row.asked_at,
  wrongCodes: row.wrong_codes,
});

/** The reward as it was when the till asked. */
export const rewardAsAsked = (row: ConfirmationRow): Reward => JSON.parse(row.reward) as Reward; // Our own code writes this JSON, from a Reward.
