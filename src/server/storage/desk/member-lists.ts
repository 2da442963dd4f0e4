import { type Kysely, sql } from 'kysely';
import type { Listed } from '#domain/values/listed.ts';
import type { RedemptionRow, Tables } from '#server/storage/db/schema.ts';
import type { AdminActRow } from '#server/storage/db/schema-events.ts';
import type { MessageRow } from '#server/storage/db/schema-messages.ts';
import type { FactConsentRow } from '#server/storage/db/schema-occasions.ts';
import type {
  PurchaseLineRow,
  PurchaseRow,
  ReturnRow,
} from '#server/storage/db/schema-purchases.ts';

/** Lists of one member for the desk, the latest first, each from one place on. */
interface Part {
  readonly memberId: string;
  /** The last one of the page before; null: the first page. */
  readonly before: Listed | null;
  readonly limit: number;
}

/** Older than a place, by a time and an id. */
const older = (time: string, before: Listed) =>
  sql<boolean>`(${sql.ref(time)}, id) < (${before.at}, ${before.id})`;

export function vouchersOf(db: Kysely<Tables>, part: Part): Promise<RedemptionRow[]> {
  let found = db.selectFrom('redemptions').selectAll().where('member_id', '=', part.memberId);
  if (part.before) found = found.where(older('issued_at', part.before));
  return found.orderBy('issued_at', 'desc').orderBy('id', 'desc').limit(part.limit).execute();
}

export function purchasesOf(db: Kysely<Tables>, part: Part): Promise<PurchaseRow[]> {
  let found = db.selectFrom('purchases').selectAll().where('member_id', '=', part.memberId);
  if (part.before) found = found.where(older('at', part.before));
  return found.orderBy('at', 'desc').orderBy('id', 'desc').limit(part.limit).execute();
}

/** The goods of these purchases, in the order of their receipts. */
export async function goodsOf(
  db: Kysely<Tables>,
  memberId: string,
  purchaseIds: readonly string[],
): Promise<PurchaseLineRow[]> {
  if (purchaseIds.length === 0) return [];
  return db
    .selectFrom('purchase_lines')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('purchase_id', 'in', purchaseIds)
    .orderBy('number')
    .execute();
}

/** What was brought back of these purchases. */
export async function returnsOfAll(
  db: Kysely<Tables>,
  memberId: string,
  purchaseIds: readonly string[],
): Promise<ReturnRow[]> {
  if (purchaseIds.length === 0) return [];
  return db
    .selectFrom('returns')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('purchase_id', 'in', purchaseIds)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

export function messagesOf(db: Kysely<Tables>, part: Part): Promise<MessageRow[]> {
  let found = db.selectFrom('messages').selectAll().where('member_id', '=', part.memberId);
  if (part.before) found = found.where(older('at', part.before));
  return found.orderBy('at', 'desc').orderBy('id', 'desc').limit(part.limit).execute();
}

/** What administrators did about a member, looking among it. */
export function actsAbout(db: Kysely<Tables>, part: Part): Promise<AdminActRow[]> {
  let found = db.selectFrom('admin_acts').selectAll().where('member_id', '=', part.memberId);
  if (part.before) found = found.where(older('at', part.before));
  return found.orderBy('at', 'desc').orderBy('id', 'desc').limit(part.limit).execute();
}

/** What a member agreed to or took back, as far as it was told freely. */
export function factConsentsOf(
  db: Kysely<Tables>,
  memberId: string,
  limit: number,
): Promise<FactConsentRow[]> {
  return db
    .selectFrom('fact_consents')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
}

/** The sentences that a till read out to a member, and where. */
export function tillConsentsOf(db: Kysely<Tables>, memberId: string, limit: number) {
  return db
    .selectFrom('consents')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
}
