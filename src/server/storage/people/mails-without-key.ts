import { setImmediate as letOthers } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { MailRow } from '#server/storage/db/schema-sign-ins.ts';

const mailsAtOnce = 500;

/** Mails without keyed hashes of whom they are to, some at a time: it stands inside them. */
export async function* mailsWithoutKey(db: Kysely<Tables>): AsyncGenerator<MailRow[]> {
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('mails')
      .selectAll()
      .where(sql<boolean>`to_key is null`)
      .where('id', '>', after)
      .orderBy('id')
      .limit(mailsAtOnce)
      .execute();
    if (rows.length > 0) yield rows;
    if (rows.length < mailsAtOnce) return;
    after = rows.at(-1)?.id ?? '';
    await letOthers();
  }
}

/** Those of the last minutes at once: a process of the version before may run beside this one. */
export const mailsWithoutKeySince = (db: Kysely<Tables>, from: number): Promise<MailRow[]> =>
  db
    .selectFrom('mails')
    .selectAll()
    .where(sql<boolean>`to_key is null`)
    .where('created_at', '>=', from)
    .execute();
