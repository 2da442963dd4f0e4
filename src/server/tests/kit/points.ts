import type { Tx } from '#server/storage/db/store.ts';
import type { NewEntry } from '#server/storage/points/ledger-entries.ts';
import type { Context } from '#server/usecases/ground/context.ts';

/** So far away that no test's clock reaches it. */
const farOff = Date.UTC(2099, 0, 1);

/** A member with nothing but an id, for tests about something else. */
export async function putMember(tx: Tx, id: string): Promise<void> {
  await tx.db
    .insertInto('members')
    .values({
      id,
      number: id,
      address: `${id}@example.com`,
      first_name: null,
      language: 'en',
      joined_at: 0,
      joined_store_id: null,
      proved_at: 0,
      balance: 0,
      debt: 0,
      last_seq: 0,
      chain_head: null,
      chain_base: null,
    })
    .execute();
  const address = { address_key: `${id}@example.com`, member_id: id };
  await tx.db.insertInto('member_addresses').values(address).execute();
  await tx.db.insertInto('member_numbers').values({ number: id, member_id: id }).execute();
}

/** An accrual that opens a lot of its own. */
export const accrual = (cause: string, points: number): NewEntry => ({
  kind: 'accrual',
  points,
  draws: [{ lotId: cause, points }],
  cause,
  at: 1,
  lotExpiresAt: farOff,
  redemptionId: null,
  purchaseId: null,
  storeId: null,
  reason: { rule: 'welcome' },
  programVersion: 1,
});

/** Puts on record that every member was told of every end in time, for tests about what happens at an end. */
export const tellEverybody = ({ store }: Pick<Context, 'store'>): Promise<unknown> =>
  store.transact(({ db }) =>
    db
      .updateTable('lots')
      .set(({ ref }) => ({ ends_at: ref('expires_at'), look_at: ref('expires_at'), told_at: 0 }))
      .set({ told_by: 'wallet', notice_step: 2 })
      .where('ends_at', 'is', null)
      .execute(),
  );
