import { type JoinBuilder, type Kysely, sql } from 'kysely';
import { type Holding, toSpend } from '#domain/points/debt.ts';
import { cause } from '#domain/points/ledger.ts';
import { portionsOf } from '#server/storage/db/portions.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import { toLot } from './lots.ts';
import { heirsOf, type LotName } from './merged-lots.ts';

const withPoints = (join: JoinBuilder<Tables, 'members' | 'lots'>) =>
  join
    .onRef('lots.member_id', '=', 'members.id')
    // Written out: otherwise SQLite would not use the index of lots with points.
    .on('lots.remaining', '>', sql.lit(0));

type Held = Holding & { readonly frozenAt: number | null };

/** A member's lots with points, their debt, and whether nothing of it can be spent, at one instant. */
export const holdingOf = async (db: Kysely<Tables>, memberId: string): Promise<Held> =>
  heldBy(await held(db).where('members.id', '=', memberId).execute());

/** The same of many members, by member. */
export async function holdingsOf(
  db: Kysely<Tables>,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, Held>> {
  const holdings = new Map<string, Held>();
  for (const some of portionsOf(memberIds)) {
    const rows = await held(db).where('members.id', 'in', some).execute();
    for (const [id, own] of Map.groupBy(rows, ({ memberId }) => memberId))
      holdings.set(id, heldBy(own));
  }
  return holdings;
}

const held = (db: Kysely<Tables>) =>
  db
    .selectFrom('members')
    .leftJoin('lots', withPoints)
    .select(['members.id as memberId', 'members.debt', 'members.frozen_at'])
    .select(['lots.id', 'lots.remaining', 'lots.expires_at', 'lots.available_at', 'lots.ends_at'])
    .orderBy('lots.expires_at')
    .orderBy('lots.id');

function heldBy(rows: Awaited<ReturnType<ReturnType<typeof held>['execute']>>): Held {
  const lots = rows.flatMap(({ id, remaining, expires_at, available_at, ends_at }) =>
    id === null || remaining === null || expires_at === null
      ? []
      : [toLot({ id, remaining, expires_at, available_at, ends_at })],
  );
  return { lots, debt: rows[0]?.debt ?? 0, frozenAt: rows[0]?.frozen_at ?? null };
}

/**
 * What a member can spend; below zero while there is a debt. Each act asks, and a member may have thousands of lots: those
 * that become available and end together are one sum.
 */
export async function balanceOf(db: Kysely<Tables>, memberId: string, at: number): Promise<number> {
  const sums = await db
    .selectFrom('members')
    .leftJoin('lots', withPoints)
    .select(['members.debt', 'lots.available_at', 'lots.ends_at'])
    .select((eb) => [
      eb.fn.min('lots.expires_at').as('expires_at'),
      eb.fn.sum<number | null>('lots.remaining').as('remaining'),
    ])
    .where('members.id', '=', memberId)
    .groupBy(['members.debt', 'lots.available_at', 'lots.ends_at'])
    .execute();
  const lots = sums.flatMap(({ expires_at, remaining, available_at, ends_at }) =>
    expires_at === null
      ? []
      : // PostgreSQL sums bigints to a decimal, which arrives as text.
        [toLot({ id: '', remaining: Number(remaining), expires_at, available_at, ends_at })],
  );
  return toSpend({ lots, debt: sums[0]?.debt ?? 0 }, at);
}

/**
 * How many points of a lot the clock has taken out, for the first time or after they were reinstated; also after they
 * went to another membership of the same person.
 */
export const expiredOf = async (
  db: Kysely<Tables>,
  memberId: string,
  lotId: string,
): Promise<number> =>
  (await expiredOnceOf(db, memberId, lotId)) +
  (await ofAll(db, { memberId, lotId }, cause.secondExpiries));

/** The same without those that were reinstated, whatever became of them. */
export const expiredOnceOf = (
  db: Kysely<Tables>,
  memberId: string,
  lotId: string,
): Promise<number> => ofAll(db, { memberId, lotId }, cause.lotExpiries);

async function ofAll(
  db: Kysely<Tables>,
  lot: LotName,
  causesOf: (lotId: string) => string,
): Promise<number> {
  let points = 0;
  for (const { memberId, lotId } of [lot, ...(await heirsOf(db, lot))])
    points += await takenOut(db, memberId, causesOf(lotId));
  return points;
}

/** @param causes how the causes begin, with a colon as the end */
async function takenOut(db: Kysely<Tables>, memberId: string, causes: string): Promise<number> {
  const row = await db
    .selectFrom('ledger_entries')
    .select((eb) => eb.fn.sum<number | null>('points').as('points'))
    .where('member_id', '=', memberId)
    // A cause ends with the instant, or with the word for what was reinstated: then the sum takes it back. The character
    // after a colon ends the range.
    .where('cause', '>', causes)
    .where('cause', '<', `${causes.slice(0, -1)};`)
    .executeTakeFirst();
  return -Number(row?.points ?? 0);
}
