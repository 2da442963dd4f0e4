import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { SurveyAnswerRow, SurveyCountRow } from '#server/storage/db/schema-opinions.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** What a member answered, the earliest first. */
export const answersOf = (db: Kysely<Tables>, memberId: string): Promise<SurveyAnswerRow[]> =>
  db
    .selectFrom('survey_answers')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('rule_id')
    .orderBy('number')
    .execute();

export async function addAnswer(tx: Tx, row: SurveyAnswerRow): Promise<void> {
  await tx.db.insertInto('survey_answers').values(row).execute();
}

/** How often each answer was given, by members and by those who have left. */
export async function countAnswers(db: Kysely<Tables>): Promise<SurveyCountRow[]> {
  const given = await db
    .selectFrom('survey_answers')
    .select(['rule_id', 'version', 'answer', 'store_id'])
    .select((of) => of.fn.countAll<number | string>().as('count'))
    .groupBy(['rule_id', 'version', 'answer', 'store_id'])
    .execute();
  const left = await db.selectFrom('survey_counts').selectAll().execute();
  return [
    ...given.map((row) => ({ ...row, store_id: row.store_id ?? '', count: Number(row.count) })),
    ...left,
  ];
}

/** Keeps how often a member who leaves gave each answer, so that counts stay as they were told. */
export async function countForLeaving(tx: Tx, memberId: string): Promise<void> {
  // In one order, so that two who leave do not wait for each other.
  const rows = (await answersOf(tx.db, memberId)).toSorted((a, b) =>
    placeOf(a) < placeOf(b) ? -1 : 1,
  );
  for (const { rule_id, version, answer, store_id } of rows) {
    await tx.db
      .insertInto('survey_counts')
      .values({ rule_id, version, answer, store_id: store_id ?? '', count: 1 })
      .onConflict((conflict) =>
        conflict
          .columns(['rule_id', 'version', 'answer', 'store_id'])
          .doUpdateSet((of) => ({ count: of('survey_counts.count', '+', 1) })),
      )
      .execute();
  }
}

const placeOf = ({ rule_id, version, answer, store_id }: SurveyAnswerRow): string =>
  [rule_id, version, answer, store_id ?? ''].join('\n');
