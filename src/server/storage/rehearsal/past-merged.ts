import type { Kysely } from 'kysely';
import type { CountedThere, JoinedAt } from '#domain/earning/counted-together.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { AwardRow } from '#server/storage/db/schema-purchases.ts';
import { goOnAmong, personOf } from '#server/storage/merges/merges.ts';
import { awardsByMember } from '#server/storage/purchases/awards.ts';
import { countedIn, toCounted } from '#server/storage/purchases/counted-lines.ts';

/** What is counted for a member, and was given to them, in the books of memberships that were merged into theirs. */
export interface PastMerged {
  readonly counted: readonly (CountedThere & { readonly rule: string })[];
  readonly awards: readonly AwardRow[];
  readonly joinedAt: JoinedAt;
  /** When each came to the member's: with those, perhaps, that had been merged into it before. */
  readonly at: readonly number[];
}

/** The same by member: two statements, and some for each who merged a membership. Who merged none is not in it. */
export async function pastMerged(
  db: Kysely<Tables>,
  memberIds: readonly string[],
): Promise<Map<string, PastMerged>> {
  const found = new Map<string, PastMerged>();
  for (const memberId of await goOnAmong(db, memberIds)) {
    const { ids, joinedAt } = await personOf(db, memberId);
    const ended = ids.filter((id) => id !== memberId);
    const rows = await countedIn(db, ended)
      .where('counted', '>', 0)
      // What a friend bought counts in the membership that was invited.
      .where('rule_id', 'not in', (eb) => eb.selectFrom('referrals').select('rule_id'))
      .execute();
    found.set(memberId, {
      counted: rows.map((row) => ({ ...toCounted(row), rule: row.rule_id })),
      awards: [...(await awardsByMember(db, ended)).values()].flat(),
      joinedAt,
      at: [...new Set(ended.flatMap((id) => joinedAt(id, memberId) ?? []))],
    });
  }
  return found;
}
