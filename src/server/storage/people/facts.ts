import type { Kysely } from 'kysely';
import { quietTopic } from '#server/storage/db/live.ts';
import { among } from '#server/storage/db/many-rows.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { Fact, FactConsentRow, FactRow } from '#server/storage/db/schema-occasions.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { mergedInto } from '#server/storage/merges/merges.ts';

/** What a member told freely; undefined: not told, or taken back. */
export function factOf(
  db: Kysely<Tables>,
  memberId: string,
  fact: Fact,
): Promise<FactRow | undefined> {
  return db
    .selectFrom('facts')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('fact', '=', fact)
    .executeTakeFirst();
}

/** Keeps what a member tells in the place of what they told before. */
export async function putFact(tx: Tx, row: FactRow): Promise<void> {
  const { value, at } = row;
  tx.tell(quietTopic(row.member_id));
  await tx.db
    .insertInto('facts')
    .values(row)
    .onConflict((conflict) => conflict.columns(['member_id', 'fact']).doUpdateSet({ value, at }))
    .execute();
}

export async function dropFact(tx: Tx, memberId: string, fact: Fact): Promise<void> {
  tx.tell(quietTopic(memberId));
  await tx.db
    .deleteFrom('facts')
    .where('member_id', '=', memberId)
    .where('fact', '=', fact)
    .execute();
}

/** Notes what a member agreed to or took back, after all that they did before. The caller has locked the member. */
export async function noteFactConsent(tx: Tx, row: Omit<FactConsentRow, 'number'>): Promise<void> {
  const last = await tx.db
    .selectFrom('fact_consents')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('member_id', '=', row.member_id)
    .executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  await tx.db
    .insertInto('fact_consents')
    .values({ ...row, number })
    .execute();
}

/** What a member said last of a fact. */
export function lastConsent(
  db: Kysely<Tables>,
  memberId: string,
  fact: FactConsentRow['fact'],
): Promise<FactConsentRow | undefined> {
  return db
    .selectFrom('fact_consents')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('fact', '=', fact)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/**
 * What a person said last of a fact, in each of their memberships: in the one that goes on, and in those that were merged
 * into it. That a merge ended what those had is nothing that the person said.
 */
export async function lastConsents(
  db: Kysely<Tables>,
  memberId: string,
  fact: FactConsentRow['fact'],
): Promise<FactConsentRow[]> {
  const own = await lastConsent(db, memberId, fact);
  const said = own ? [own] : [];
  for (const { from_id: id } of await mergedInto(db, memberId)) {
    const last = await db
      .selectFrom('fact_consents')
      .selectAll()
      .where('member_id', '=', id)
      .where('fact', '=', fact)
      .where((eb) => eb.or([eb('source', 'is', null), eb('source', '<>', 'merged')]))
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (last) said.push(last);
  }
  return said;
}

/** Members of whom a fact has one of these values, in the order of their ids, after one of them. */
export async function membersWithFact(
  db: Kysely<Tables>,
  { fact, values }: { readonly fact: Fact; readonly values: readonly string[] },
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('facts')
    .select('member_id')
    .where('fact', '=', fact)
    .where('value', 'in', values)
    .where('member_id', '>', after)
    .orderBy('member_id')
    .limit(limit)
    .execute();
  return rows.map(({ member_id }) => member_id);
}

/** What some members told as their birthday, by member. */
export async function birthdaysOf(
  db: Kysely<Tables>,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('facts')
    .select(['member_id', 'value'])
    .where('fact', '=', 'birthday')
    .where(among('member_id', memberIds))
    .execute();
  return new Map(rows.map(({ member_id, value }) => [member_id, value]));
}
