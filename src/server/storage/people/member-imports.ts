import type { Kysely } from 'kysely';
import { addressKey } from '#domain/people/email-address.ts';
import type { ExternalId } from '#domain/people/external-id.ts';
import { quietTopic } from '#server/storage/db/live.ts';
import { portionsOf } from '#server/storage/db/portions.ts';
import type { MemberRow, Tables } from '#server/storage/db/schema.ts';
import type { MemberImportRow } from '#server/storage/db/schema-sources.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { mergedAmong } from '#server/storage/merges/merges.ts';
import { addWordsOf } from './member-words.ts';

/** What was brought over from a source under these keys. */
export function importsByKey(
  db: Kysely<Tables>,
  source: string,
  keys: readonly string[],
): Promise<MemberImportRow[]> {
  if (keys.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('member_imports')
    .selectAll()
    .where('source', '=', source)
    .where('row_key', 'in', keys)
    .execute();
}

/** Whether a member came from a source already, under whichever key. */
export async function cameFrom(
  db: Kysely<Tables>,
  memberId: string,
  source: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('member_imports')
    .select('row_key')
    .where('member_id', '=', memberId)
    .where('source', '=', source)
    .executeTakeFirst();
  return row !== undefined;
}

export async function addImports(tx: Tx, rows: readonly MemberImportRow[]): Promise<void> {
  if (rows.length > 0) await tx.db.insertInto('member_imports').values(rows).execute();
}

/** Members by what a file may name them by. */
export interface KnownMembers {
  readonly byAddress: ReadonlyMap<string, string>;
  readonly byNumber: ReadonlyMap<string, string>;
  /** By `SOURCE:ID`. */
  readonly byId: ReadonlyMap<string, string>;
}

/** Finds the members that many lines name, in a few statements. */
export async function knownMembers(
  db: Kysely<Tables>,
  asked: {
    readonly addressKeys: readonly string[];
    readonly numbers: readonly string[];
    readonly ids: readonly ExternalId[];
  },
): Promise<KnownMembers> {
  const { addressKeys, numbers, ids } = asked;
  const addresses = db.selectFrom('member_addresses').selectAll();
  const byAddress = await inList(addressKeys, (keys) =>
    addresses.where('address_key', 'in', keys).execute(),
  );
  const byNumber = await inList(numbers, (some) =>
    db.selectFrom('member_numbers').selectAll().where('number', 'in', some).execute(),
  );
  const byId = new Map<string, string>();
  for (const [source, named] of Map.groupBy(ids, (one) => one.source)) {
    for (const some of portionsOf([...new Set(named.map(({ id }) => id))])) {
      const rows = await db
        .selectFrom('external_ids')
        .selectAll()
        .where('source', '=', source)
        .where('external_id', 'in', some)
        .execute();
      for (const row of rows) byId.set(`${source}:${row.external_id}`, row.member_id);
    }
  }
  const merged = await mergedAmong(db, addressKeys);
  return {
    byAddress: new Map([
      ...merged,
      ...byAddress.map((row) => [row.address_key, row.member_id] as const),
    ]),
    byNumber: new Map(byNumber.map((row) => [row.number, row.member_id])),
    byId,
  };
}

/** Nothing is asked of the database for an empty list. */
const inList = <T, Row>(list: readonly T[], ask: (list: readonly T[]) => Promise<Row[]>) =>
  list.length === 0 ? Promise.resolve([]) : ask(list);

/**
 * Adds members of addresses that nobody has. The caller has looked just before; where somebody was faster, nothing of
 * the whole act may stay.
 * @returns false when an address or a number was taken meanwhile
 */
export async function addNewMembers(
  tx: Tx,
  rows: readonly MemberRow[],
  at: number,
): Promise<boolean> {
  const addresses = rows.map(({ id, address }) => ({
    address_key: addressKey(address),
    member_id: id,
  }));
  const claimed = await tx.db
    .insertInto('member_addresses')
    .values(addresses)
    .onConflict((conflict) => conflict.doNothing())
    .returning('member_id')
    .execute();
  if (claimed.length < rows.length) return false;
  await tx.db.insertInto('members').values(rows).execute();
  for (const { id } of rows) tx.tell(quietTopic(id));
  const numbers = await tx.db
    .insertInto('member_numbers')
    .values(rows.map(({ id, number }) => ({ number, member_id: id })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('member_id')
    .execute();
  if (numbers.length < rows.length) return false;
  // Being brought over is a sign that they are there: nobody is forgotten the next day for a long silence elsewhere.
  const activity = rows.map(({ id }) => ({ member_id: id, active_at: at, told_at: null }));
  await tx.db.insertInto('member_activity').values(activity).execute();
  await addWordsOf(tx, rows);
  return true;
}
