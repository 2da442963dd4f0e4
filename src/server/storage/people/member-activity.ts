import type { Kysely } from 'kysely';
import { byThemselves, isSign } from '#domain/standing/dormant.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { MemberActivityRow } from '#server/storage/db/schema-messages.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** Members who may be dormant, as they were looked at last: not told yet, or told long enough ago. */
export async function dormantMembers(
  db: Kysely<Tables>,
  since: { readonly active: number; readonly told: number },
  limit: number,
): Promise<string[]> {
  const untold = await db
    .selectFrom('member_activity')
    .select('member_id')
    .where('told_at', 'is', null)
    .where('active_at', '<', since.active)
    .orderBy('active_at')
    .limit(limit)
    .execute();
  const told = await db
    .selectFrom('member_activity')
    .select('member_id')
    .where('told_at', '<=', since.told)
    .orderBy('told_at')
    .limit(limit)
    .execute();
  return [...untold, ...told].map(({ member_id }) => member_id);
}

export function activityOf(
  db: Kysely<Tables>,
  memberId: string,
): Promise<MemberActivityRow | undefined> {
  return db
    .selectFrom('member_activity')
    .selectAll()
    .where('member_id', '=', memberId)
    .executeTakeFirst();
}

export async function addActivity(tx: Tx, row: MemberActivityRow): Promise<void> {
  await tx.db.insertInto('member_activity').values(row).execute();
}

export async function setActivity(tx: Tx, { member_id, ...row }: MemberActivityRow): Promise<void> {
  await tx.db.updateTable('member_activity').set(row).where('member_id', '=', member_id).execute();
}

/** The last sign of a member that is stored: an entry of the ledger, or a signed-in device. 0: there is none. */
export async function lastSign(db: Kysely<Tables>, memberId: string): Promise<number> {
  const seen = await db
    .selectFrom('sessions')
    .select(({ fn }) => fn.max('seen_at').as('at'))
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  return Math.max(Number(seen?.at ?? 0), await lastSignInLedger(db, memberId));
}

/** When the last points end that the member did something for; 0: there are none. */
export async function pointsUntil(db: Kysely<Tables>, memberId: string): Promise<number> {
  let own = db
    .selectFrom('ledger_entries')
    .select(({ fn }) => fn.max('lot_expires_at').as('until'))
    .where('member_id', '=', memberId);
  for (const beginning of byThemselves) own = own.where('cause', 'not like', `${beginning}%`);
  return Number((await own.executeTakeFirst())?.until ?? 0);
}

const pageOf = 20;

async function lastSignInLedger(db: Kysely<Tables>, memberId: string): Promise<number> {
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const entries = await db
      .selectFrom('ledger_entries')
      .select(['seq', 'kind', 'cause', 'at'])
      .where('member_id', '=', memberId)
      .where('seq', '<', before)
      .orderBy('seq', 'desc')
      .limit(pageOf)
      .execute();
    const sign = entries.find(isSign);
    if (sign) return sign.at;
    if (entries.length < pageOf) return 0;
    before = entries.at(-1)?.seq ?? 0;
  }
}
