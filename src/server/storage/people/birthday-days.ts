import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { BirthdayDayRow } from '#server/storage/db/schema-occasions.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** How far the clock is with the birthdays of each day from one on, the first day in front. */
export function birthdayDaysSince(db: Kysely<Tables>, day: string): Promise<BirthdayDayRow[]> {
  return db
    .selectFrom('birthday_days')
    .selectAll()
    .where('day', '>=', day)
    .orderBy('day')
    .execute();
}

/** Writes how far it is. What is done stays done, also if a slower process has looked at the same members. */
export async function putBirthdayDay(tx: Tx, row: BirthdayDayRow): Promise<void> {
  const { day: _, ...place } = row;
  await tx.db
    .insertInto('birthday_days')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('day').doUpdateSet(place).where('birthday_days.done_at', 'is', null),
    )
    .execute();
}
