import type { Insertable, Kysely } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import { quietTopic } from '#server/storage/db/live.ts';
import { among } from '#server/storage/db/many-rows.ts';
import type { MemberRow, Tables } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { goesOnAs, mergeByAddress } from '#server/storage/merges/merges.ts';
import { addActivity } from './member-activity.ts';
import { addWords, renewWords } from './member-words.ts';

export function memberById(db: Kysely<Tables>, id: string): Promise<MemberRow | undefined> {
  return db.selectFrom('members').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Several members at once, by id. */
export async function membersById(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, MemberRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('members').selectAll().where(among('id', ids)).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Locks those of these members whom nobody else has locked, as `Store.lockMember` does, and waits for nobody: who waits
 * while holding others could make both wait for each other.
 * @returns their ids
 */
export async function lockFreeMembers(tx: Tx, ids: readonly string[]): Promise<readonly string[]> {
  if (!isPostgres(tx.db) || ids.length === 0) return ids;
  const rows = await tx.db
    .selectFrom('members')
    .select('id')
    .where('id', 'in', ids)
    .orderBy('id')
    .forNoKeyUpdate()
    .skipLocked()
    .execute();
  return rows.map(({ id }) => id);
}

/** Members in the order of their ids, after one of them. */
export function membersInOrder(
  db: Kysely<Tables>,
  after: string,
  limit: number,
): Promise<Pick<MemberRow, 'id' | 'number' | 'joined_at' | 'language'>[]> {
  return db
    .selectFrom('members')
    .select(['id', 'number', 'joined_at', 'language'])
    .where('id', '>', after)
    .where('erased_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Those of some members who have not left, as `membersInOrder` reads them. */
export function membersAmong(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<Pick<MemberRow, 'id' | 'number' | 'joined_at' | 'language'>[]> {
  return db
    .selectFrom('members')
    .select(['id', 'number', 'joined_at', 'language'])
    .where('id', 'in', ids)
    .where('erased_at', 'is', null)
    .execute();
}

export async function memberIdByAddress(
  db: Kysely<Tables>,
  addressKey: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('member_addresses')
    .select('member_id')
    .where('address_key', '=', addressKey)
    .executeTakeFirst();
  return row?.member_id;
}

/** The member of an address: of their own, or of a membership that was merged into theirs. No code to sign in goes there. */
export async function memberIdByAnyAddress(
  db: Kysely<Tables>,
  addressKey: string,
): Promise<string | undefined> {
  const own = await memberIdByAddress(db, addressKey);
  if (own !== undefined) return own;
  const merge = await mergeByAddress(db, addressKey);
  return merge && goesOnAs(db, merge.member_id);
}

/**
 * Whether somebody besides a member has an address of a mailbox (`mailboxKey`).
 * @param whose `proved`: of those only who have shown that they read mail there; a till types anybody's address
 */
export async function isAnothersMailbox(
  db: Kysely<Tables>,
  mailbox: string,
  memberId: string,
  whose: 'anybody' | 'proved' = 'anybody',
): Promise<boolean> {
  const at = mailbox.lastIndexOf('@');
  const [local, domain] = [mailbox.slice(0, at), mailbox.slice(at)];
  const row = await db
    .selectFrom('member_addresses')
    .select('member_id')
    .where((eb) =>
      eb.or([
        eb('address_key', '=', mailbox),
        // A range of the key, from `anna+` to what comes after: the comma follows the plus.
        eb.and([
          eb('address_key', '>=', `${local}+`),
          eb('address_key', '<', `${local},`),
          eb('address_key', 'like', `%${domain}`),
        ]),
      ]),
    )
    .where('member_id', '<>', memberId)
    .$if(whose === 'proved', (all) =>
      all
        .innerJoin('members', 'members.id', 'member_addresses.member_id')
        .where('members.proved_at', 'is not', null),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function memberIdByNumber(
  db: Kysely<Tables>,
  number: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('member_numbers')
    .select('member_id')
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.member_id;
}

/**
 * Adds a member unless the address has one already: two links opened at once make one member.
 * @returns the id of the member with the address, and whether it is new
 */
export async function addMember(
  tx: Tx,
  addressKey: string,
  member: Insertable<MemberRow>,
): Promise<{ memberId: string; joined: boolean }> {
  const claimed = await tx.db
    .insertInto('member_addresses')
    .values({ address_key: addressKey, member_id: member.id })
    .onConflict((conflict) => conflict.column('address_key').doNothing())
    .returning('member_id')
    .executeTakeFirst();
  if (!claimed) {
    const memberId = await memberIdByAddress(tx.db, addressKey);
    if (memberId === undefined) throw new Error('an address is taken and free at once');
    return { memberId, joined: false };
  }
  await tx.db.insertInto('members').values(member).execute();
  await tx.db
    .insertInto('member_numbers')
    .values({ number: member.number, member_id: member.id })
    .execute();
  await addWords(tx, member);
  await addActivity(tx, { member_id: member.id, active_at: member.joined_at, told_at: null });
  tx.tell(quietTopic(member.id));
  return { memberId: member.id, joined: true };
}

export async function changeMember(
  tx: Tx,
  id: string,
  change: Partial<Pick<MemberRow, 'first_name' | 'language'>>,
): Promise<void> {
  await tx.db.updateTable('members').set(change).where('id', '=', id).execute();
  tx.tell(quietTopic(id));
  if ('first_name' in change) await renewWords(tx, id);
}

/** @returns whether it is the first proof of any address of the member: with another address they don't join again */
export async function markProved(tx: Tx, id: string, at: number): Promise<boolean> {
  const before = await memberById(tx.db, id);
  const row = await tx.db
    .updateTable('members')
    .set(({ fn, ref, val }) => ({
      proved_at: at,
      first_proved_at: fn.coalesce(ref('first_proved_at'), val(at)),
    }))
    .where('id', '=', id)
    .where('proved_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  // Of two proofs at once only one changes the row.
  return row !== undefined && before?.first_proved_at === null;
}

export async function isErased(db: Kysely<Tables>, id: string): Promise<boolean> {
  const found = db.selectFrom('members').select('id').where('id', '=', id);
  return (await found.where('erased_at', 'is not', null).executeTakeFirst()) !== undefined;
}

/** @param at null: it is frozen no longer */
export async function setFrozen(tx: Tx, id: string, at: number | null): Promise<void> {
  await tx.db.updateTable('members').set({ frozen_at: at }).where('id', '=', id).execute();
}

/** Whether anybody has joined. */
export async function someMember(db: Kysely<Tables>): Promise<boolean> {
  return (await db.selectFrom('members').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Whether more than one has ever joined; who was erased counts. */
export async function severalMembers(db: Kysely<Tables>): Promise<boolean> {
  return (await db.selectFrom('members').select('id').limit(2).execute()).length > 1;
}

/**
 * Gives a member another address, which nobody has proved yet.
 * @returns false when it is another member's; then nothing changes
 */
export async function changeAddressOf(
  tx: Tx,
  memberId: string,
  { before, after, address }: { before: string; after: string; address: string },
): Promise<boolean> {
  const claimed = await tx.db
    .insertInto('member_addresses')
    .values({ address_key: after, member_id: memberId })
    .onConflict((conflict) => conflict.column('address_key').doNothing())
    .returning('member_id')
    .executeTakeFirst();
  if (!claimed) return false;
  await tx.db
    .deleteFrom('member_addresses')
    .where('address_key', '=', before)
    .where('member_id', '=', memberId)
    .execute();
  // Whoever reads the old mailbox keeps no switch: the next mail makes a link of its own.
  await tx.db.deleteFrom('unsubscribe_links').where('member_id', '=', memberId).execute();
  const change = { address, proved_at: null };
  await tx.db.updateTable('members').set(change).where('id', '=', memberId).execute();
  await renewWords(tx, memberId);
  return true;
}
