import { memberWords } from '#domain/people/name-words.ts';
import { addRows } from '#server/storage/db/many-rows.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';

type Named = Pick<MemberRow, 'id' | 'address'> & {
  readonly first_name?: string | null | undefined;
};

/** Adds the words by which support finds a member who has none yet. */
export const addWords = (tx: Tx, member: Named): Promise<void> => addWordsOf(tx, [member]);

/** The same of many new members at once. */
export async function addWordsOf(tx: Tx, members: readonly Named[]): Promise<void> {
  const rows = members.flatMap(({ id, first_name, address }) =>
    memberWords({ name: first_name ?? null, address }).map((word) => ({ member_id: id, word })),
  );
  await addRows(tx.db, 'member_words', { member_id: 'text', word: 'text' }, rows);
}

/** Makes a member's words anew, in the transaction that changed the name or the address. */
export async function renewWords(tx: Tx, memberId: string): Promise<void> {
  const member = await tx.db
    .selectFrom('members')
    .select(['id', 'first_name', 'address'])
    .where('id', '=', memberId)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  await tx.db.deleteFrom('member_words').where('member_id', '=', memberId).execute();
  if (member) await addWords(tx, member);
}
