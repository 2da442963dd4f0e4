import type { Kysely } from 'kysely';
import type { MintOrder } from '#domain/mint/mint-order.ts';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { MintOrderRow } from '#server/storage/db/schema-mint.ts';
import type { Tx } from '#server/storage/db/store.ts';

export type MintOrderKey = Pick<MintOrderRow, 'member_id' | 'redemption_id'>;

export function mintOrderRow(
  db: Kysely<Tables>,
  memberId: string,
  redemptionId: string,
): Promise<MintOrderRow | undefined> {
  return db
    .selectFrom('mint_orders')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('redemption_id', '=', redemptionId)
    .executeTakeFirst();
}

/** An order for a discount, due at once. */
export async function addMintOrder(
  tx: Tx,
  order: MintOrderKey &
    Pick<MintOrderRow, 'store_id' | 'vendor' | 'sealed_code' | 'created_at' | 'ends_at'>,
): Promise<void> {
  await tx.db
    .insertInto('mint_orders')
    .values({ ...order, ...fresh, due_at: order.created_at })
    .execute();
}

const fresh = {
  state: 'wanted',
  unanswered: 0,
  reference: null,
  ending: null,
  ended_at: null,
  withdrawn_at: null,
  failures: 0,
  fault: null,
} as const;

/**
 * Takes due orders. Each belongs to the taker until its lease ends: if the process dies while asking, another takes it.
 * @param leaseMs longer than asking takes
 */
export async function takeDueMintOrders(
  tx: Tx,
  { at, limit, leaseMs }: { at: number; limit: number; leaseMs: number },
): Promise<MintOrderRow[]> {
  let due = tx.db
    .selectFrom('mint_orders')
    .selectAll()
    .where('due_at', '<=', at)
    .orderBy('due_at')
    .limit(limit);
  if (isPostgres(tx.db)) due = due.forUpdate().skipLocked();
  const rows = await due.execute();
  const leased = { due_at: at + leaseMs };
  for (const row of rows) await changeMintOrder(tx, row, leased);
  return rows.map((row) => ({ ...row, ...leased }));
}

export async function changeMintOrder(
  tx: Tx,
  key: MintOrderKey,
  change: Partial<Omit<MintOrderRow, keyof MintOrderKey>>,
): Promise<void> {
  await tx.db
    .updateTable('mint_orders')
    .set(change)
    .where('member_id', '=', key.member_id)
    .where('redemption_id', '=', key.redemption_id)
    .execute();
}

/** When the first order is due, or its lease ends; null: none is open. */
export async function nextMintOrderDue(db: Kysely<Tables>): Promise<number | null> {
  const row = await db
    .selectFrom('mint_orders')
    .select((eb) => eb.fn.min('due_at').as('due_at'))
    .executeTakeFirst();
  return row?.due_at ?? null;
}

/** How many orders of a store are not over. */
export async function openMintOrders(db: Kysely<Tables>, storeId: string): Promise<number> {
  const { count } = await db
    .selectFrom('mint_orders')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('store_id', '=', storeId)
    .where('due_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Makes all orders of a store due now, because its key has changed. */
export async function hurryMintOrders(tx: Tx, storeId: string, at: number): Promise<void> {
  await tx.db
    .updateTable('mint_orders')
    .set({ due_at: at })
    .where('store_id', '=', storeId)
    .where('failures', '>', 0)
    .where('due_at', '>', at)
    .execute();
}

/** The row as a state of the domain. */
export function toMintOrder(row: MintOrderRow): MintOrder {
  const { state, unanswered, reference } = row;
  switch (state) {
    case 'wanted':
      return { state, unanswered };
    case 'minted':
    case 'closing':
      return { state, reference: known(reference) };
    case 'retiring':
      return { state, ...endingOf(row), unanswered, reference };
    case 'settling':
      return {
        state,
        ...endingOf(row),
        reference: known(reference),
        withdrawnAt: known(row.withdrawn_at),
      };
    case 'retired':
      return { state, ...endingOf(row) };
    case 'used':
      return { state };
  }
}

/**
 * The row's columns for a state. A reference stays when the order is over, for somebody who looks into the vendor's own
 * list.
 */
export const fromMintOrder = (order: MintOrder): Partial<MintOrderRow> => ({
  state: order.state,
  unanswered: 'unanswered' in order ? order.unanswered : 0,
  ...('reference' in order && { reference: order.reference }),
  ...('ending' in order && { ending: order.ending, ended_at: order.endedAt }),
  ...('withdrawnAt' in order && { withdrawn_at: order.withdrawnAt }),
});

const endingOf = (row: MintOrderRow) => ({
  ending: known(row.ending),
  endedAt: known(row.ended_at),
});

function known<T>(value: T | null): T {
  if (value === null) throw new Error('a mint order lacks what its state says it has');
  return value;
}
