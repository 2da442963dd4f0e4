import { type Kysely, sql } from 'kysely';
import type { AddressChangeState } from '#domain/people/address-change.ts';
import { purgeSome } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { AddressChangeRow } from '#server/storage/db/schema-referrals.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** A member's changes of address of the last days, the earliest first. */
export const addressChangesOf = (
  db: Kysely<Tables>,
  memberId: string,
): Promise<AddressChangeRow[]> =>
  db
    .selectFrom('address_changes')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('number')
    .execute();

export const addressChange = (
  db: Kysely<Tables>,
  memberId: string,
  number: number,
): Promise<AddressChangeRow | undefined> =>
  db
    .selectFrom('address_changes')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('number', '=', number)
    .executeTakeFirst();

/** The change after which an address waits for its member; undefined: it waits for nobody. */
export async function waitingFor(
  db: Kysely<Tables>,
  addressKey: string,
  at: number,
): Promise<AddressChangeRow | undefined> {
  const row = await db
    .selectFrom('waiting_addresses')
    .select(['member_id', 'number'])
    .where('address_key', '=', addressKey)
    .where('ends_at', '>', at)
    .executeTakeFirst();
  return row && addressChange(db, row.member_id, row.number);
}

/** Which of these addresses wait for their member. */
export async function waitingAmong(
  db: Kysely<Tables>,
  addressKeys: readonly string[],
  at: number,
): Promise<ReadonlySet<string>> {
  if (addressKeys.length === 0) return new Set();
  const rows = await db
    .selectFrom('waiting_addresses')
    .select('address_key')
    .where('address_key', 'in', addressKeys)
    .where('ends_at', '>', at)
    .execute();
  return new Set(rows.map((row) => row.address_key));
}

/** Puts a change after all that the member has. The caller has locked the member. @returns its number */
export async function addAddressChange(
  tx: Tx,
  row: Omit<AddressChangeRow, 'number'>,
): Promise<number> {
  const last = await tx.db
    .selectFrom('address_changes')
    .select(({ fn }) => fn.max('number').as('number'))
    .where('member_id', '=', row.member_id)
    .executeTakeFirst();
  const number = Number(last?.number ?? 0) + 1;
  await tx.db
    .insertInto('address_changes')
    .values({ ...row, number })
    .execute();
  if (row.state === 'changed' && row.before_key !== null) {
    const { member_id, ends_at, before_key: address_key } = row;
    await tx.db
      .insertInto('waiting_addresses')
      .values({ address_key, member_id, number, ends_at })
      // An earlier wait is over: otherwise nobody could have had the address meanwhile.
      .onConflict((conflict) =>
        conflict.column('address_key').doUpdateSet({ member_id, number, ends_at }),
      )
      .execute();
  }
  return number;
}

/** Writes what became of a change. An address that it made wait waits no longer. */
export async function endAddressChange(
  tx: Tx,
  { member_id, number }: Pick<AddressChangeRow, 'member_id' | 'number'>,
  state: Extract<AddressChangeState, 'back' | 'over'>,
): Promise<void> {
  await tx.db
    .updateTable('address_changes')
    .set({ state })
    .where('member_id', '=', member_id)
    .where('number', '=', number)
    .execute();
  await tx.db
    .deleteFrom('waiting_addresses')
    .where('member_id', '=', member_id)
    .where('number', '=', number)
    .execute();
}

/** A change that can be taken back can be so until `ends_at`, and its address waits as long. */
export async function keepWaitingUntil(
  tx: Tx,
  { member_id, number }: Pick<AddressChangeRow, 'member_id' | 'number'>,
  ends_at: number,
): Promise<void> {
  for (const table of ['address_changes', 'waiting_addresses'] as const) {
    await tx.db
      .updateTable(table)
      .set({ ends_at })
      .where('member_id', '=', member_id)
      .where('number', '=', number)
      .execute();
  }
}

export async function countWrongCode(
  tx: Tx,
  { member_id, number }: Pick<AddressChangeRow, 'member_id' | 'number'>,
  wrong_codes: number,
): Promise<void> {
  await tx.db
    .updateTable('address_changes')
    .set({ wrong_codes })
    .where('member_id', '=', member_id)
    .where('number', '=', number)
    .execute();
}

/** Forgets what a member asked for and has not confirmed. */
export async function dropAskedAddress(tx: Tx, memberId: string): Promise<void> {
  await tx.db
    .deleteFrom('address_changes')
    .where('member_id', '=', memberId)
    .where('state', '=', 'asked')
    .execute();
}

/** Deletes some of those whose time is over at `at` (`purgeSome`). */
export const purgeAddressChanges = (tx: Tx, at: number): Promise<number> =>
  purgeSome(tx.db, 'address_changes', sql`ends_at <= ${at}`);

/** The same of the addresses that waited. */
export const purgeWaitingAddresses = (tx: Tx, at: number): Promise<number> =>
  purgeSome(tx.db, 'waiting_addresses', sql`ends_at <= ${at}`);
